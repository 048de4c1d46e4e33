package org.bittube.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {
    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 0",
        "bytes=0-, 0, 999",
        "bytes=10-19, 10, 19",
        "bytes=990-5000, 990, 999",
        "bytes=-1, 999, 999",
        "bytes=-5000, 0, 999",
        "bytes= 999- , 999, 999",
        "bytes=0-999999999999999999, 0, 999",
    })
    void oneRangeIsCutToWhatIsThere(String header, long first, long last) {
        ByteRange range = ByteRange.parse(header, 1_000);
        assertThat(range).isEqualTo(new ByteRange(first, last + 1));
        assertThat(range.length()).isEqualTo(last - first + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=1000-", "bytes=1000-1000", "bytes=999999999999999999-", "bytes=-0"})
    void whatBeginsBehindTheEndIsNotSatisfiable(String header) {
        assertThat(ByteRange.parse(header, 1_000)).isSameAs(ByteRange.NOTHING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bytes",
                "bytes=",
                "bytes=-",
                "bytes=5-4",
                "bytes=0-1,5-6",
                "bytes=a-b",
                "bytes=+1-2",
                "bytes=1 -2",
                "items=0-1",
                "bytes=0-9999999999999999999999",
            })
    void whatIsNoSingleRangeIsIgnored(String header) {
        assertThat(ByteRange.parse(header, 1_000)).isNull();
    }

    @Test
    void ofNothingThereIsNothing() {
        assertThat(ByteRange.parse(null, 0)).isNull();
        assertThat(ByteRange.parse("bytes=0-", 0)).isSameAs(ByteRange.NOTHING);
        assertThat(ByteRange.parse("bytes=-5", 0)).isSameAs(ByteRange.NOTHING);
    }
}
