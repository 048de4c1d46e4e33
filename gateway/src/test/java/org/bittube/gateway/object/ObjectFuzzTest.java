package org.bittube.gateway.object;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Bytes are what they should be, and are written as the same bytes again, or are refused with a reason. */
class ObjectFuzzTest {
    @FuzzTest
    void readsDescriptorsOrRefuses(byte[] json) {
        try {
            assertThat(DescriptorJson.encode(DescriptorJson.decode(json))).isEqualTo(json);
        } catch (ObjectFormatException refused) {
            assertThat(refused.offset()).isBetween(0, Math.max(json.length, 11));
        }
    }

    @FuzzTest
    void readsSeekTablesOrRefuses(byte[] table) {
        try {
            assertThat(SeekTable.encode(SeekTable.decode(table, PieceLayout.MOST_BYTES)))
                    .isEqualTo(table);
        } catch (ObjectFormatException refused) {
            assertThat(refused.offset()).isBetween(0, table.length);
        }
    }
}
