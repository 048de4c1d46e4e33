package org.bittube.gateway.client;

import java.util.List;
import java.util.Optional;
import org.bittube.gateway.encoding.Base64Url;
import org.bittube.gateway.object.Descriptor;
import org.bittube.gateway.object.PieceLayout;
import org.bittube.gateway.object.RfcKeys;
import org.bittube.gateway.object.SampleFile;
import org.bittube.gateway.object.SignedDescriptor;

/** An object as a gateway would have made it of a file. */
final class SampleObject {
    static final String NAME = "sample file.bin";

    private final byte[] contents;
    private final List<byte[]> leaves;
    private final SignedDescriptor descriptor;

    private SampleObject(byte[] contents, List<byte[]> leaves, SignedDescriptor descriptor) {
        this.contents = contents;
        this.leaves = leaves;
        this.descriptor = descriptor;
    }

    static SampleObject of(int size) {
        byte[] contents = SampleFile.contents(size);
        List<byte[]> leaves = SampleFile.leaves(contents);
        Descriptor descriptor = new Descriptor(
                NAME,
                "application/octet-stream",
                size,
                Base64Url.encode(SampleFile.root(leaves)),
                RfcKeys.FIRST.publicKeyBase64Url(),
                Optional.empty());
        return new SampleObject(contents, leaves, SignedDescriptor.sign(descriptor, RfcKeys.FIRST));
    }

    byte[] contents() {
        return contents;
    }

    List<byte[]> leaves() {
        return leaves;
    }

    SignedDescriptor descriptor() {
        return descriptor;
    }

    String id() {
        return descriptor.id();
    }

    PieceLayout pieces() {
        return descriptor.descriptor().pieces();
    }
}
