import org.jspecify.annotations.NullMarked;

/** Models on Amazon Bedrock. */
@NullMarked
module io.aiprism.bedrock {
    requires transitive io.aiprism.core;
    requires com.fasterxml.jackson.databind;
    requires org.slf4j;
    requires software.amazon.awssdk.awscore;
    requires transitive software.amazon.awssdk.auth;
    requires software.amazon.awssdk.core;
    requires software.amazon.awssdk.endpoints;
    requires transitive software.amazon.awssdk.http;
    requires software.amazon.awssdk.http.apache5;
    requires software.amazon.awssdk.http.auth;
    requires software.amazon.awssdk.http.auth.aws;
    requires software.amazon.awssdk.http.auth.spi;
    requires software.amazon.awssdk.profiles;
    requires software.amazon.awssdk.regions;
    requires software.amazon.awssdk.retries.api;
    requires transitive software.amazon.awssdk.services.bedrockruntime;
    requires software.amazon.awssdk.utils;

    exports io.aiprism.bedrock;
}
