/** The shortest plain Java host: copy it. */
@NullMarked
package io.aiprism.examples.embedded;

import org.jspecify.annotations.NullMarked;
