package org.bittube.gateway.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bittube.gateway.encoding.Base64Url;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * testdata/object, which the TypeScript code is tested against too. The files must be what this code's definitions give; run
 * with {@code -Dbittube.vectors=write} to write them anew.
 */
class ObjectVectorsTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final Path FOLDER = Path.of(System.getProperty("bittube.testdata"), "object");

    private final JsonNode trees = TreeVectors.make();
    private final JsonNode descriptors = DescriptorVectors.make();

    @Test
    void filesAreWhatTheDefinitionsGive() throws IOException {
        compare("trees.json", trees);
        compare("descriptors.json", descriptors);
    }

    @TestFactory
    Stream<DynamicTest> hashesFiles() {
        return each(trees, "files", vector -> {
            byte[] file = SampleFile.contents(vector.get("size").intValue());
            List<byte[]> leaves = new ArrayList<>();
            PieceHasher hasher = new PieceHasher(leaves::add);
            hasher.update(file, 0, file.length);
            assertThat(hasher.finish()).isEqualTo(file.length);
            PieceLayout pieces = new PieceLayout(file.length);
            assertThat(pieces.pieces())
                    .isEqualTo(vector.get("pieces").intValue())
                    .isEqualTo(leaves.size());
            byte[] root = HEX.parseHex(vector.get("root").textValue());
            assertThat(MerkleRoot.over(SampleFile.joined(leaves))).isEqualTo(root);
            assertThat(vector.get("groups").size()).isEqualTo(pieces.groups());
            for (JsonNode group : vector.get("groups")) {
                byte[] answer = HEX.parseHex(group.get("answer").textValue());
                int number = group.get("group").intValue();
                assertThat(HashGroup.verify(root, pieces, number, answer))
                        .isEqualTo(SampleFile.joined(leaves.subList(
                                number * PieceLayout.GROUP_PIECES,
                                number * PieceLayout.GROUP_PIECES + pieces.piecesIn(number))));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> verifiesGroupsOfLargeTrees() {
        return each(trees, "trees", vector -> {
            int count = vector.get("pieces").intValue();
            PieceLayout pieces = new PieceLayout((long) count * PieceLayout.PIECE_BYTES);
            List<byte[]> leaves = TreeVectors.byNumber(count);
            for (JsonNode entry : vector.get("auditPaths")) {
                int group = entry.get("group").intValue();
                int first = group * PieceLayout.GROUP_PIECES;
                byte[] own = SampleFile.joined(leaves.subList(first, first + pieces.piecesIn(group)));
                byte[] path = HEX.parseHex(entry.get("path").textValue());
                byte[] answer = SampleFile.joined(List.of(own, path));
                byte[] root = HEX.parseHex(vector.get("root").textValue());
                assertThat(HashGroup.verify(root, pieces, group, answer)).isEqualTo(own);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> refusesHashes() {
        return each(trees, "invalid", vector -> {
            PieceLayout pieces = new PieceLayout((long) vector.get("pieces").intValue() * PieceLayout.PIECE_BYTES);
            byte[] root = HEX.parseHex(vector.get("root").textValue());
            byte[] answer = HEX.parseHex(vector.get("answer").textValue());
            int group = vector.get("group").intValue();
            check(vector, () -> HashGroup.verify(root, pieces, group, answer));
        });
    }

    @TestFactory
    Stream<DynamicTest> opensAndMakesDescriptors() {
        return each(descriptors, "descriptors", vector -> {
            SignedDescriptor opened = SignedDescriptor.open(vector.get("id").textValue(), answer(vector));
            assertThat(SignedDescriptor.sign(opened.descriptor(), RfcKeys.FIRST))
                    .isEqualTo(opened);
        });
    }

    @TestFactory
    Stream<DynamicTest> refusesDescriptors() {
        return each(
                descriptors,
                "invalid",
                vector -> check(
                        vector, () -> SignedDescriptor.open(vector.get("id").textValue(), answer(vector))));
    }

    @Test
    void codesSeekPoints() {
        for (JsonNode vector : descriptors.get("keyframes")) {
            byte[] table = Base64Url.decode(vector.get("keyframes").textValue());
            List<SeekPoint> points = new ArrayList<>();
            for (JsonNode point : vector.get("points")) {
                points.add(new SeekPoint(point.get(0).longValue(), point.get(1).longValue()));
            }
            assertThat(SeekTable.decode(table, vector.get("size").longValue())).isEqualTo(points);
            assertThat(SeekTable.encode(points)).isEqualTo(table);
        }
    }

    private static void check(JsonNode vector, ThrowingCallable work) {
        ObjectFormatException refused = catchThrowableOfType(ObjectFormatException.class, work);
        assertThat(refused).isNotNull();
        assertThat(refused.reason().name().toLowerCase(Locale.ROOT))
                .isEqualTo(vector.get("error").textValue());
    }

    private static byte[] answer(JsonNode vector) {
        return SampleFile.joined(List.of(
                HEX.parseHex(vector.get("signature").textValue()),
                vector.get("json").textValue().getBytes(StandardCharsets.UTF_8)));
    }

    private static Stream<DynamicTest> each(JsonNode vectors, String list, Consumer<JsonNode> check) {
        assertThat(vectors.get(list).size()).isGreaterThan(3);
        return StreamSupport.stream(vectors.get(list).spliterator(), false)
                .map(vector -> DynamicTest.dynamicTest(
                        vector.path("name").asText(vector.path("pieces").asText()), () -> check.accept(vector)));
    }

    private static void compare(String name, JsonNode made) throws IOException {
        Path file = FOLDER.resolve(name);
        ObjectMapper json = new ObjectMapper();
        String text = json.writerWithDefaultPrettyPrinter().writeValueAsString(made) + "\n";
        if (System.getProperty("bittube.vectors", "").equals("write")) {
            Files.writeString(file, text);
        }
        assertThat(json.readTree(file.toFile())).isEqualTo(json.readTree(text));
    }
}
