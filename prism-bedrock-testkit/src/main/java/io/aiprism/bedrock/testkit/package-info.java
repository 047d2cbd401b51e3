/** A fake of Amazon Bedrock that real clients accept, for tests. */
package io.aiprism.bedrock.testkit;
