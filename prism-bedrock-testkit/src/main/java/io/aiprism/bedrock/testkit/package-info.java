/**
 * A fake of Amazon Bedrock that real clients accept, for tests: begin with {@link io.aiprism.bedrock.testkit.FakeBedrock}, and tell it
 * what to say with {@link io.aiprism.bedrock.testkit.Answer}.
 */
package io.aiprism.bedrock.testkit;
