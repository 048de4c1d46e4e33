package org.bittube.gateway;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** The rules 1, 2, 4 and 5 of docs/architecture.md, for the whole gateway; packages that do not exist yet are bound by them already. */
@AnalyzeClasses(packages = "org.bittube.gateway", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "org.bittube.gateway";
    private static final Set<String> TIME_METHODS = Set.of("currentTimeMillis", "nanoTime");

    /** What any codec may use beside lower codecs. */
    private static final String[] PURE = {
        ROOT + ".encoding..", "java..", "javax.crypto..", "io.vertx.core.buffer..", "org.jspecify.."
    };

    @ArchTest
    static final ArchRule flvIsPure = codec("flv");

    @ArchTest
    static final ArchRule amfIsPure = codec("amf");

    @ArchTest
    static final ArchRule encodingIsPure = codec("encoding");

    @ArchTest
    static final ArchRule nalIsPure = codec("nal");

    @ArchTest
    static final ArchRule tsIsPure = codec("ts", "flv", "nal");

    @ArchTest
    static final ArchRule hlsIsPure = codec("hls", "flv", "ts");

    /** The packetizer cuts FLV tags and puts a stream's prelude into a packet. */
    @ArchTest
    static final ArchRule packetIsPure = codec("packet", "flv");

    /** The library signs with keys of the same kind as channels. */
    @ArchTest
    static final ArchRule objectIsPure = codec("object", "packet");

    @ArchTest
    static final ArchRule rtmpChunksArePure = codec("rtmp.chunk", "flv");

    @ArchTest
    static final ArchRule rtmpHandshakeIsPure = codec("rtmp.handshake", "flv", "rtmp.chunk");

    @ArchTest
    static final ArchRule rtmpCommandsArePure = codec("rtmp.command", "flv", "amf", "rtmp.chunk");

    @ArchTest
    static final ArchRule rtmpClientIsPure =
            codec("rtmp.client", "flv", "amf", "rtmp.chunk", "rtmp.handshake", "rtmp.command");

    /** It reads the channel that it is given, and nothing else. */
    @ArchTest
    static final ArchRule mp4IsPure = codec("mp4", "flv", "amf");

    @ArchTest
    static final ArchRule mp4OpensNothing = noClasses()
            .that(resideInAPackage(of("mp4")))
            .should()
            .dependOnClassesThat(resideInAnyPackage("java.net..", "java.nio.file..", "java.util.concurrent.."));

    @ArchTest
    static final ArchRule codecsReadNoFilesAndNoSockets = noClasses()
            .that(resideInAnyPackage(
                    of("flv"),
                    of("amf"),
                    of("rtmp.chunk"),
                    of("rtmp.handshake"),
                    of("rtmp.command"),
                    of("rtmp.client"),
                    of("nal"),
                    of("ts"),
                    of("hls"),
                    of("packet"),
                    of("object"),
                    of("encoding")))
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    "java.net..",
                    "java.nio.file..",
                    "java.nio.channels..",
                    "java.util.concurrent..",
                    "java.util.logging.."))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule sourceKnowsNoneOfTheOthers = strangers("source", "swarm", "recorder", "relay");

    @ArchTest
    static final ArchRule swarmKnowsNoneOfTheOthers = strangers("swarm", "source", "recorder", "relay");

    @ArchTest
    static final ArchRule recorderKnowsNoneOfTheOthers = strangers("recorder", "source", "swarm", "relay");

    @ArchTest
    static final ArchRule relayKnowsNoneOfTheOthers = strangers("relay", "source", "swarm", "recorder");

    /** The stream is where they meet: it knows none of those who use it. */
    @ArchTest
    static final ArchRule streamKnowsFlvOnly = classes()
            .that(resideInAPackage(of("stream")))
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage("java..", "org.jspecify..", of("flv"), of("stream"))
                    .or(resideInAPackage("io.vertx.core.buffer..")));

    @ArchTest
    static final ArchRule nothingKnowsApp = noClasses()
            .that(resideOutsideOfPackage(of("app")))
            .should()
            .dependOnClassesThat(resideInAPackage(of("app")))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule onlyAppKnowsTheTrackerButForItsRulesOfAccess = noClasses()
            .that(resideOutsideOfPackage(of("app")))
            .should()
            .dependOnClassesThat(resideInAPackage("org.bittube.tracker..")
                    .and(resideOutsideOfPackage("org.bittube.tracker.access..")));

    @ArchTest
    static final ArchRule noCycles = slices().matching(ROOT + ".(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule noMutableStatics = fields().that()
            .areStatic()
            .and(are(describe("written in the source", field -> !field.getModifiers()
                    .contains(com.tngtech.archunit.core.domain.JavaModifier.SYNTHETIC))))
            .should()
            .beFinal();

    @ArchTest
    static final ArchRule clocksAndRandomnessComeFromOutside =
            noClasses().that(resideOutsideOfPackage(of("app"))).should().accessTargetWhere(readsClockOrDice());

    private static ArchRule codec(String name, String... lower) {
        DescribedPredicate<JavaClass> allowed = resideInAnyPackage(PURE).or(resideInAPackage(of(name)));
        for (String other : lower) {
            allowed = allowed.or(resideInAPackage(of(other)));
        }
        return classes()
                .that(resideInAPackage(of(name)))
                .should()
                .onlyDependOnClassesThat(allowed)
                .allowEmptyShould(true);
    }

    private static ArchRule strangers(String name, String... others) {
        String[] packages = new String[others.length];
        for (int i = 0; i < others.length; i++) {
            packages[i] = of(others[i]);
        }
        return noClasses()
                .that(resideInAPackage(of(name)))
                .should()
                .dependOnClassesThat(resideInAnyPackage(packages))
                .allowEmptyShould(true);
    }

    private static DescribedPredicate<JavaAccess<?>> readsClockOrDice() {
        return describe("a clock is read or a generator of random numbers is made", access -> {
            JavaClass owner = access.getTargetOwner();
            String member = access.getTarget().getName();
            boolean time = owner.isEquivalentTo(System.class) && TIME_METHODS.contains(member);
            boolean now = member.equals("now") && owner.getPackageName().equals(Instant.class.getPackageName());
            boolean systemClock = owner.isEquivalentTo(Clock.class) && member.startsWith("system");
            boolean random = member.equals("<init>")
                    && (owner.isEquivalentTo(Random.class) || owner.isEquivalentTo(SecureRandom.class));
            boolean shared = owner.isEquivalentTo(ThreadLocalRandom.class)
                    || (owner.isEquivalentTo(Math.class) && member.equals("random"));
            return time || now || systemClock || random || shared;
        });
    }

    private static String of(String name) {
        return ROOT + "." + name + "..";
    }
}
