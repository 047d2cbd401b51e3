/** What Prism costs, beside what one would write by hand. */
@NullMarked
package io.aiprism.bench;

import org.jspecify.annotations.NullMarked;
