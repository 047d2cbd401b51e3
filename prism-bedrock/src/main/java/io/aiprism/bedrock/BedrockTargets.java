package io.aiprism.bedrock;

import io.aiprism.model.ModelTarget;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a model's id says: base model, and where texts may be processed. */
final class BedrockTargets {
    /** What inference profiles that cross regions begin with. */
    private static final Pattern PROFILE = Pattern.compile("(us|us-gov|eu|apac|jp|au|ca|global)\\.(.+)");

    /** Of a foundation model or an inference profile; other resources hide their model. */
    private static final Pattern ARN =
            Pattern.compile("arn:[^:]+:bedrock:[^:]*:[^:]*:(?:foundation-model|inference-profile)/(.+)");

    private static final Pattern ANY_ARN = Pattern.compile("arn:[^:]+:bedrock:[^:]*:[^:]*:[a-z-]+/.+");

    private BedrockTargets() {}

    static ModelTarget of(String modelId, String region) {
        if (modelId.startsWith("arn:") && !ANY_ARN.matcher(modelId).matches()) {
            throw new IllegalArgumentException("'%s' is no ARN of Bedrock's".formatted(modelId));
        }
        if (!region.matches("[a-z]{2}(-[a-z]+)+-\\d+")) {
            throw new IllegalArgumentException("'%s' is no AWS region".formatted(region));
        }
        return new ModelTarget(
                BedrockBackend.PROVIDER, modelId, Optional.of(region), Optional.of(geography(modelId, region)));
    }

    /** The id of the model itself, without the profile it is reached by; an ARN that hides its model stays as it is. */
    static String baseModel(String modelId) {
        String id = plain(modelId);
        Matcher profile = PROFILE.matcher(id);
        return profile.matches() ? profile.group(2) : id;
    }

    /** A profile says it; else texts stay in the part of the world that the region is named after. */
    private static String geography(String modelId, String region) {
        Matcher profile = PROFILE.matcher(plain(modelId));
        if (profile.matches()) {
            return profile.group(1);
        }
        if (region.startsWith("us-gov-")) {
            return "us-gov";
        }
        String part = region.substring(0, region.indexOf('-'));
        return part.equals("ap") ? "apac" : part;
    }

    private static String plain(String modelId) {
        Matcher arn = ARN.matcher(modelId);
        return arn.matches() ? arn.group(1) : modelId;
    }
}
