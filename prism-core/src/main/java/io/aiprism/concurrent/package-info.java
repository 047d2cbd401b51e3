/** Not exported: what several packages need to share state between threads. */
@NullMarked
package io.aiprism.concurrent;

import org.jspecify.annotations.NullMarked;
