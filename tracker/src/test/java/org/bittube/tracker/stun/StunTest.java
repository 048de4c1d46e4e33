package org.bittube.tracker.stun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StunTest {
    private static final String TRANSACTION = "b7e7a701bc34d686fa87dfae";
    private static final String PLAIN = "000100002112a442" + TRANSACTION;

    @Test
    void readsAPlainRequest() {
        BindingRequest request = BindingRequest.parse(hex(PLAIN)).orElseThrow();
        assertThat(request.transactionId()).isEqualTo(hex(TRANSACTION));
        assertThat(request.fingerprint()).isFalse();
    }

    @Test
    void ignoresAttributesThatMayBeIgnored() {
        // SOFTWARE "test vector", 11 bytes and one of padding.
        Buffer request = hex("000100102112a442" + TRANSACTION + "8022000b7465737420766563746f7220");
        assertThat(BindingRequest.parse(request)).isPresent();
    }

    @Test
    void readsAFingerprintAndChecksIt() {
        Buffer request = withFingerprint();
        assertThat(BindingRequest.parse(request).orElseThrow().fingerprint()).isTrue();
        for (int i = 0; i < request.length(); i++) {
            Buffer altered = request.copy().setByte(i, (byte) (request.getByte(i) ^ 1));
            assertThat(BindingRequest.parse(altered).map(BindingRequest::fingerprint))
                    .as("byte %d altered", i)
                    // Another type of attribute that may be ignored is another, valid request.
                    .isIn(Optional.empty(), i == 20 || i == 21 ? Optional.of(false) : Optional.empty());
        }
    }

    @Test
    void doesNotAnswerAnythingElse() {
        assertRefused("");
        assertRefused(PLAIN.substring(2));
        assertRefused(PLAIN + "00000000"); // longer than it says
        assertRefused("000100042112a442" + TRANSACTION); // shorter than it says
        assertRefused("000100002112a443" + TRANSACTION); // another magic cookie
        assertRefused("010100002112a442" + TRANSACTION); // a response
        assertRefused("001100002112a442" + TRANSACTION); // an indication
        assertRefused("000300002112a442" + TRANSACTION); // Allocate
        assertRefused("800100002112a442" + TRANSACTION); // not STUN: the first two bits are 0
        assertRefused("000100042112a442" + TRANSACTION + "80220004"); // attribute without its value
        assertRefused("000100042112a442" + TRANSACTION + "8022ffff"); // attribute longer than the message
        assertRefused("000100082112a442" + TRANSACTION + "0003000400000006"); // CHANGE-REQUEST must be understood
        assertRefused("000100082112a442" + TRANSACTION + "8028000400000000"); // wrong fingerprint
        assertRefused("000100042112a442" + TRANSACTION + "80280000"); // empty fingerprint
        assertThat(BindingRequest.parse(
                        withFingerprint().setUnsignedShort(2, 12).appendInt(0x80220000)))
                .as("an attribute behind the fingerprint")
                .isEmpty();
        assertThat(BindingRequest.parse(Buffer.buffer(new byte[65_000]))).isEmpty();
    }

    @Test
    void answersAnIpv4AddressMasked() {
        // The address of RFC 5769 section 2.2 (192.0.2.1, port 32853), with the same transaction id.
        Buffer response = BindingResponse.encode(
                BindingRequest.parse(hex(PLAIN)).orElseThrow(), new byte[] {(byte) 192, 0, 2, 1}, 32853);
        assertThat(response).isEqualTo(hex("0101000c2112a442" + TRANSACTION + "002000080001a147e112a643"));
    }

    @Test
    void answersAnIpv6AddressMasked() {
        // The address of RFC 5769 section 2.3.
        Buffer response = BindingResponse.encode(
                BindingRequest.parse(hex(PLAIN)).orElseThrow(),
                HexFormat.of().parseHex("20010db8123456780011223344556677"),
                32853);
        assertThat(response)
                .isEqualTo(hex(
                        "010100182112a442" + TRANSACTION + "002000140002a147" + "0113a9faa5d3f179bc25f4b5bed2b9d9"));
    }

    @Test
    void answersWithAFingerprintWhenAskedWithOne() {
        Buffer response = BindingResponse.encode(
                BindingRequest.parse(withFingerprint()).orElseThrow(), new byte[] {(byte) 192, 0, 2, 1}, 32853);
        assertThat(response.length()).isEqualTo(40);
        assertThat(response.getUnsignedShort(2)).isEqualTo(20);
        assertThat(response.getInt(32)).isEqualTo(0x80280004);
        assertThat(response.getInt(36)).isEqualTo(Fingerprint.of(response, 32));
    }

    @Test
    void computesTheFingerprintOfTheSpecification() {
        // RFC 5769 section 2.1, sample request with FINGERPRINT 0xe57a3bcf.
        Buffer sample = hex("000100582112a442" + TRANSACTION
                + "802200105354554e207465737420636c69656e74"
                + "002400046e0001ff"
                + "80290008932ff9b151263b36"
                + "000600096576746a3a68367659202020"
                + "000800149aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a2"
                + "80280004e57a3bcf");
        assertThat(Fingerprint.of(sample, sample.length() - 8)).isEqualTo(0xe57a3bcf);
    }

    @Test
    void refusesAnAddressOfAnotherLength() {
        BindingRequest request = BindingRequest.parse(hex(PLAIN)).orElseThrow();
        assertThatThrownBy(() -> BindingResponse.encode(request, new byte[5], 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Buffer withFingerprint() {
        Buffer message = hex("000100082112a442" + TRANSACTION);
        return message.appendInt(0x80280004).appendInt(Fingerprint.of(message, 20));
    }

    private static void assertRefused(String datagram) {
        assertThat(BindingRequest.parse(hex(datagram))).as(datagram).isEmpty();
    }

    private static Buffer hex(String hex) {
        return Buffer.buffer(HexFormat.of().parseHex(hex));
    }
}
