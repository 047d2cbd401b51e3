package io.aiprism.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiprism.model.ModelFeature;
import io.aiprism.model.ModelProfile;
import io.aiprism.model.ModelQuota;
import io.aiprism.model.TokenUsage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BedrockCatalogTest {
    private final BedrockCatalog catalog = BedrockCatalog.builtIn();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "anthropic.claude-opus-4-8-v1:0, 15, 1024",
        "us.anthropic.claude-sonnet-5-20260101-v1:0, 10, 1024",
        "eu.anthropic.claude-haiku-4-5-20251001-v1:0, 5, 4096",
        "global.anthropic.claude-opus-5-5, 10, 512",
        "arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-opus-4-7, 5, 4096"
    })
    void a_model_is_known_by_its_id_its_profile_and_its_arn(String modelId, int burndown, int minimum) {
        ModelProfile profile = catalog.profile(modelId);

        assertThat(profile.outputBurndown()).isEqualTo(burndown);
        assertThat(profile.minimumCachedTokens()).hasValue(minimum);
        assertThat(profile.asOf()).isPresent();
    }

    @Test
    void a_price_is_exact() {
        assertThat(catalog.profile("us.anthropic.claude-sonnet-4-6")
                        .prices(Optional.empty())
                        .orElseThrow()
                        .cost(new TokenUsage(1_000, 10_000, 2_000, 500, 300)))
                .isEqualByComparingTo("0.021");
    }

    @Test
    void what_is_not_known_is_not_zero() {
        ModelProfile unknown = catalog.profile("someone.else-1");

        assertThat(unknown).isEqualTo(ModelProfile.unknown("someone.else-1"));
        assertThat(unknown.prices(Optional.empty())).isEmpty();
        assertThat(catalog.profile("anthropic.claude-sonnet-4-6").prices(Optional.of("flex")))
                .isEmpty();
    }

    @Test
    void a_file_lies_over_what_comes_with_the_library_member_by_member() throws IOException {
        Path file = Files.writeString(folder.resolve("mine.json"), """
                {"asOf": "2027-01-01", "models": {
                  "anthropic.claude-sonnet-4-6": {"quota": {"requestsPerMinute": 60, "tokensPerMinute": 200000}},
                  "acme.": {"name": "Acme", "refuses": ["output-schema"]}}}
                """);

        BedrockCatalog mine = catalog.with(file);

        ModelProfile sonnet = mine.profile("eu.anthropic.claude-sonnet-4-6");
        assertThat(sonnet.quota()).isEqualTo(ModelQuota.perMinute(60, 200_000));
        assertThat(sonnet.outputBurndown()).isEqualTo(5);
        assertThat(sonnet.prices()).containsKey("default");
        assertThat(mine.profile("acme.large").accepts(ModelFeature.OUTPUT_SCHEMA))
                .isFalse();
        assertThat(catalog.profile("acme.large").accepts(ModelFeature.OUTPUT_SCHEMA))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[] | has no member 'models'",
                "{'models': {'a': {'prices': {'default': {'input': 'x'}}}}} | model 'a': the price 'input' must be a number",
                "{'models': {'a': {'refuses': ['magic']}}} | model 'a': No enum constant",
                "oops | is no JSON"
            })
    void a_file_that_is_no_catalog_is_refused_with_the_place(String content, String message) throws IOException {
        Path file = Files.writeString(folder.resolve("bad.json"), content.replace('\'', '"'));

        assertThatThrownBy(() -> catalog.with(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bad.json")
                .hasMessageContaining(message);
    }
}
