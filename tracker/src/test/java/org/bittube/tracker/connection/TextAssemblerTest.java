package org.bittube.tracker.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.CharacterCodingException;
import org.junit.jupiter.api.Test;

class TextAssemblerTest {
    private final TextAssembler assembler = new TextAssembler(8);

    @Test
    void putsFramesTogetherUpToTheLimitAndStartsAgain() throws CharacterCodingException {
        assertThat(assembler.accept(Buffer.buffer("abcd"))).isTrue();
        assertThat(assembler.accept(Buffer.buffer("efgh"))).isTrue();
        assertThat(assembler.accept(Buffer.buffer(""))).isTrue();
        assertThat(assembler.finish()).isEqualTo("abcdefgh");
        assertThat(assembler.accept(Buffer.buffer("ijkl"))).isTrue();
        assertThat(assembler.finish()).isEqualTo("ijkl");
    }

    @Test
    void refusesWhatWouldBeLonger() {
        assertThat(assembler.accept(Buffer.buffer("123456789"))).isFalse();
        assertThat(assembler.accept(Buffer.buffer("12345"))).isTrue();
        assertThat(assembler.accept(Buffer.buffer("6789"))).isFalse();
    }

    @Test
    void joinsACharacterThatWasCutAndRefusesWhatIsNoUtf8() throws CharacterCodingException {
        assembler.accept(Buffer.buffer(new byte[] {(byte) 0xC3}));
        assembler.accept(Buffer.buffer(new byte[] {(byte) 0xBC}));
        assertThat(assembler.finish()).isEqualTo("\u00fc");
        assembler.accept(Buffer.buffer(new byte[] {(byte) 0xC3, (byte) 0x28}));
        assertThatThrownBy(assembler::finish).isInstanceOf(CharacterCodingException.class);
    }
}
