package org.bittube.tracker.operation;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the process and its Java take: the names are those of Prometheus' own clients. */
public final class ProcessMeasurements implements Measurements.Source {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String RESIDENT = "VmRSS:";

    @Override
    public void measure(Measurements measured) {
        memory(measured, "heap", ManagementFactory.getMemoryMXBean().getHeapMemoryUsage());
        memory(measured, "nonheap", ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage());
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            String name = collector.getName();
            measured.counter("jvm_gc_collections", "Garbage collections.", collector.getCollectionCount(), "gc", name);
            measured.counter(
                    "jvm_gc_collection_seconds",
                    "Time that they took.",
                    collector.getCollectionTime() / 1e3,
                    "gc",
                    name);
        }
        measured.gauge(
                "jvm_threads_current",
                "Threads.",
                ManagementFactory.getThreadMXBean().getThreadCount());
        measured.gauge(
                "process_start_time_seconds",
                "When the process began, Unix time.",
                ManagementFactory.getRuntimeMXBean().getStartTime() / 1e3);
        if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
            measured.counter("process_cpu_seconds", "CPU time used.", system.getProcessCpuTime() / 1e9);
            if (system instanceof UnixOperatingSystemMXBean unix) {
                measured.gauge(
                        "process_open_fds", "Open files and sockets.", Math.max(0, unix.getOpenFileDescriptorCount()));
                measured.gauge(
                        "process_max_fds",
                        "Files and sockets that may be open.",
                        Math.max(0, unix.getMaxFileDescriptorCount()));
            }
        }
        long resident = residentBytes();
        if (resident > 0) {
            measured.gauge("process_resident_memory_bytes", "Memory that the process holds.", resident);
        }
    }

    private static void memory(Measurements measured, String area, MemoryUsage usage) {
        measured.gauge("jvm_memory_used_bytes", "Memory in use.", usage.getUsed(), "area", area);
        measured.gauge("jvm_memory_max_bytes", "Most memory; -1: no limit.", usage.getMax(), "area", area);
    }

    /** As Linux tells it, from a file that no disk has to be waited for; 0 where there is none. */
    private static long residentBytes() {
        try {
            for (String line : Files.readAllLines(STATUS)) {
                if (line.startsWith(RESIDENT)) {
                    return Long.parseLong(line.replaceAll("\\D", "")) << 10;
                }
            }
        } catch (IOException e) {
            return 0; // Another system.
        }
        return 0;
    }
}
