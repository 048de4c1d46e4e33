package org.bittube.tracker.stun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.bittube.tracker.stun.BindingAnswer.Discovery;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StunTest {
    private static final String TRANSACTION = "b7e7a701bc34d686fa87dfae";
    private static final String PLAIN = "000100002112a442" + TRANSACTION;

    private static final Endpoint SEEN = new Endpoint(new byte[] {(byte) 192, 0, 2, 1}, 32853);

    @Test
    void readsAPlainRequest() {
        assertThat(parse(PLAIN)).contains(new BindingRequest(false, false, false, 0, 0, List.of()));
    }

    @Test
    void ignoresAttributesThatMayBeIgnored() {
        // SOFTWARE "test vector", 11 bytes and one of padding.
        assertThat(parse("000100102112a442" + TRANSACTION + "8022000b7465737420766563746f7220"))
                .contains(new BindingRequest(false, false, false, 0, 0, List.of()));
    }

    @Test
    void passesByTheNameOfWhoWasNotAskedForOne() {
        assertThat(parse("000100082112a442" + TRANSACTION + "0006000361626300")
                        .orElseThrow()
                        .unknown())
                .isEmpty();
    }

    @Test
    void readsAFingerprintAndChecksIt() {
        ByteBuf request = withFingerprint();
        assertThat(BindingRequest.parse(request, false).orElseThrow().fingerprint())
                .isTrue();
        for (int i = 0; i < request.readableBytes(); i++) {
            ByteBuf altered = request.copy();
            altered.setByte(i, altered.getByte(i) ^ 1);
            // Another type of attribute, which may be ignored, makes another, valid request.
            boolean stillOne = i == 20 || i == 21;
            Optional<BindingRequest> read = BindingRequest.parse(altered, false);
            assertThat(read.isPresent()).as("byte %d altered", i).isIn(stillOne, false);
            assertThat(read.map(BindingRequest::fingerprint).orElse(false)).isFalse();
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
        assertRefused("000100042112a442" + TRANSACTION + "00030000"); // CHANGE-REQUEST without a value
        assertRefused("000100082112a442" + TRANSACTION + "8028000400000000"); // wrong fingerprint
        assertRefused("000100042112a442" + TRANSACTION + "80280000"); // empty fingerprint
        ByteBuf behind = withFingerprint().setShort(2, 12).writeInt(0x80220000);
        assertThat(BindingRequest.parse(behind, true))
                .as("an attribute behind the fingerprint")
                .isEmpty();
        assertThat(BindingRequest.parse(Unpooled.buffer().writeZero(65_000), true))
                .isEmpty();
    }

    @Test
    void readsWhatIsToChange() {
        assertThat(parse("000100082112a442" + TRANSACTION + "0003000400000006"))
                .contains(new BindingRequest(false, true, true, 0, 0, List.of()));
        assertThat(parse("000100082112a442" + TRANSACTION + "0003000400000002"))
                .contains(new BindingRequest(false, false, true, 0, 0, List.of()));
        assertThat(parse("000100082112a442" + TRANSACTION + "0003000400000000"))
                .contains(new BindingRequest(false, false, false, 0, 0, List.of()));
    }

    @Test
    void readsWhichPortTheAnswerIsToGoTo() {
        assertThat(parse("000100082112a442" + TRANSACTION + "0027000412340000"))
                .contains(new BindingRequest(false, false, false, 0x1234, 0, List.of()));
        assertRefused("000100042112a442" + TRANSACTION + "00270000");
    }

    @Test
    void doesNotUnderstandAChangeWhereThereIsOneAddressOnly() {
        ByteBuf request = hex("000100082112a442" + TRANSACTION + "0003000400000006");
        assertThat(BindingRequest.parse(request, false).orElseThrow().unknown()).containsExactly(0x0003);
    }

    @Test
    void answersAnIpv4AddressMasked() {
        // The address of RFC 5769 section 2.2 (192.0.2.1, port 32853), with the same transaction id.
        assertThat(answer(hex(PLAIN), SEEN, null))
                .isEqualTo(hex("0101000c2112a442" + TRANSACTION + "002000080001a147e112a643"));
    }

    @Test
    void answersAnIpv6AddressMasked() {
        // The address of RFC 5769 section 2.3.
        Endpoint seen = new Endpoint(HexFormat.of().parseHex("20010db8123456780011223344556677"), 32853);
        assertThat(answer(hex(PLAIN), seen, null))
                .isEqualTo(hex(
                        "010100182112a442" + TRANSACTION + "002000140002a147" + "0113a9faa5d3f179bc25f4b5bed2b9d9"));
    }

    @Test
    void answersWithAFingerprintWhenAskedWithOne() {
        ByteBuf response = answer(withFingerprint(), SEEN, null);
        assertThat(response.readableBytes()).isEqualTo(40);
        assertThat(response.getUnsignedShort(2)).isEqualTo(20);
        assertThat(response.getInt(32)).isEqualTo(0x80280004);
        assertThat(response.getInt(36)).isEqualTo(Fingerprint.of(response, 0, 32));
    }

    @Test
    void namesWhatItDoesNotUnderstand() {
        // Two that must be understood where there are two addresses, PADDING and RESPONSE-PORT, and one that need not.
        ByteBuf request = hex("000100102112a442" + TRANSACTION + "00260000002700041234000080220000");
        assertThat(answer(request, SEEN, null))
                .isEqualTo(hex("011100102112a442" + TRANSACTION + "0009000400000414" + "000a000400260027"));
    }

    @Test
    void namesNoMoreThanItsAnswerMayHold() {
        ByteBuf request = hex(PLAIN).setShort(2, 1580);
        for (int type = 1; type <= 395; type++) {
            request.writeShort(0x2000 + type).writeShort(0);
        }
        ByteBuf answer = answer(request, SEEN, null);
        assertThat(answer.readableBytes()).isEqualTo(20 + 8 + 4 + 2 * BindingRequest.MAX_UNKNOWN);
    }

    @Test
    void tellsWhereItStandsWhereThereAreTwoAddresses() {
        Discovery discovery = new Discovery(
                new Endpoint(new byte[] {127, 0, 0, 1}, 0x1111), new Endpoint(new byte[] {127, 0, 0, 2}, 0x2222));
        assertThat(answer(hex(PLAIN), SEEN, discovery))
                .isEqualTo(hex("010100242112a442" + TRANSACTION + "002000080001a147e112a643"
                        + "802b0008000111117f000001" + "802c0008000122227f000002"));
    }

    @Test
    void fillsItsAnswerAsTheRequestWasFilled() {
        ByteBuf request =
                hex(PLAIN).setShort(2, 1504).writeShort(0x0026).writeShort(1498).writeZero(1500);
        Discovery discovery = new Discovery(SEEN, SEEN);
        ByteBuf answer = answer(request, SEEN, discovery);
        assertThat(answer.readableBytes()).isEqualTo(request.readableBytes() + 36);
        assertRefused("000100102112a442" + TRANSACTION + "0026000400000000" + "0027000412340000");
    }

    @Test
    void findsWhereAMessageEndsInAStream() {
        ByteBuf stream = hex(PLAIN + PLAIN);
        for (int there = 0; there < 20; there++) {
            assertThat(StunFrame.length(stream.slice(0, there))).isEqualTo(StunFrame.INCOMPLETE);
        }
        assertThat(StunFrame.length(stream.slice(0, 20))).isEqualTo(20);
        assertThat(StunFrame.length(stream)).isEqualTo(20);
        assertThat(StunFrame.length(withFingerprint())).isEqualTo(28);
    }

    @Test
    void seesAtOnceThatAStreamIsSomethingElse() {
        for (String bytes : List.of("4745", "0001ffff", "000106402112a442", "00010001", "0001000012345678")) {
            assertThat(StunFrame.length(hex(bytes))).as(bytes).isEqualTo(StunFrame.INVALID);
        }
    }

    @Test
    void computesTheFingerprintOfTheSpecification() {
        // RFC 5769 section 2.1, sample request with FINGERPRINT 0xe57a3bcf.
        ByteBuf sample = hex("000100582112a442" + TRANSACTION
                + "802200105354554e207465737420636c69656e74"
                + "002400046e0001ff"
                + "80290008932ff9b151263b36"
                + "000600096576746a3a68367659202020"
                + "000800149aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a2"
                + "80280004e57a3bcf");
        assertThat(Fingerprint.of(sample, 0, sample.readableBytes() - 8)).isEqualTo(0xe57a3bcf);
    }

    @Test
    void refusesAnAddressOfAnotherLength() {
        assertThatThrownBy(() -> new Endpoint(new byte[5], 1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static ByteBuf withFingerprint() {
        ByteBuf message = hex("000100082112a442" + TRANSACTION);
        return message.writeInt(0x80280004).writeInt(Fingerprint.of(message, 0, 20));
    }

    private static Optional<BindingRequest> parse(String hex) {
        return BindingRequest.parse(hex(hex), true);
    }

    private static ByteBuf answer(ByteBuf message, Endpoint seen, @Nullable Discovery discovery) {
        BindingRequest request =
                BindingRequest.parse(message, discovery != null).orElseThrow();
        int most = BindingAnswer.maxLength(request);
        ByteBuf answer = Unpooled.buffer(most, most);
        BindingAnswer.write(message, request, seen, discovery, answer);
        return answer;
    }

    private static void assertRefused(String message) {
        assertThat(parse(message)).as(message).isEmpty();
    }

    private static ByteBuf hex(String hex) {
        return Unpooled.buffer().writeBytes(HexFormat.of().parseHex(hex));
    }
}
