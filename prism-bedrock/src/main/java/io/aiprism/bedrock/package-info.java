/**
 * Models on Amazon Bedrock, through its Converse operation and the AWS SDK.
 *
 * <p>{@link io.aiprism.bedrock.BedrockBackend} is where to begin. It repeats nothing, waits for no quota and keeps no answer: that is
 * the job of what stands around it.
 */
package io.aiprism.bedrock;
