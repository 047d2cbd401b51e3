/** Models on Amazon Bedrock. */
package io.aiprism.bedrock;
