/** Reviews documents behind the JDK's HTTP server. */
@NullMarked
package io.aiprism.examples.http;

import org.jspecify.annotations.NullMarked;
