package org.bittube.tracker.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyJsonTest {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final GroupPolicy SHARED = new GroupPolicy(
            true, new TokenKey.Hs256(SECRET), true, Set.of("https://tv.example", "http://localhost:3000"), 500, false);

    @Test
    void keepsEverythingAndShowsNoSecret() throws JsonProcessingException {
        GroupPolicy pair = SHARED.withKey(new TokenKey.EdDsa("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"));
        for (GroupPolicy policy : new GroupPolicy[] {GroupPolicy.OPEN, SHARED, pair, SHARED.withKey(null)}) {
            assertThat(read(PolicyJson.kept(policy).toString(), GroupPolicy.OPEN))
                    .isEqualTo(policy);
            assertThat(read(PolicyJson.shown(policy).toString(), policy))
                    .as("shown, then set again")
                    .isEqualTo(policy);
        }
        assertThat(PolicyJson.shown(SHARED).toString()).contains("HS256").doesNotContain("secret", SECRET);
        assertThat(SHARED.toString()).doesNotContain(SECRET);
        assertThat(read("{}", SHARED)).isEqualTo(GroupPolicy.OPEN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0000',
            value = {
                "[]|A policy is",
                "{\"acess\":\"open\"}|no field \"acess\"",
                "{\"access\":\"closed\"}|\"access\" is",
                "{\"access\":1}|\"access\" is",
                "{\"posting\":true}|\"posting\" is",
                "{\"key\":\"x\"}|\"key\" is",
                "{\"key\":{\"algorithm\":\"none\"}}|HS256 or EdDSA",
                "{\"key\":{\"algorithm\":\"HS256\"}}|A secret has",
                "{\"key\":{\"algorithm\":\"HS256\",\"secret\":7}}|A secret has",
                "{\"key\":{\"algorithm\":\"HS256\",\"publicKey\":\"x\"}}|no field",
                "{\"key\":{\"algorithm\":\"EdDSA\"}}|A public key is",
                "{\"origins\":\"https://a.example\"}|\"origins\" is",
                "{\"origins\":[\"https://a.example/\"]}|An origin is",
                "{\"origins\":[7]}|An origin is",
                "{\"maxPeers\":0}|\"maxPeers\" is",
                "{\"maxPeers\":1.5}|\"maxPeers\" is",
                "{\"hostCandidates\":\"no\"}|\"hostCandidates\" is"
            })
    void saysWhatIsWrong(String json, String words) {
        assertThatThrownBy(() -> read(json, GroupPolicy.OPEN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(words);
    }

    private static GroupPolicy read(String json, GroupPolicy before) throws JsonProcessingException {
        return PolicyJson.read(new ObjectMapper().readTree(json), before);
    }
}
