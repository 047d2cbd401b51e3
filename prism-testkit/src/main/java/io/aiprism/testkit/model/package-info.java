/** Fakes and contracts for what talks to models. */
package io.aiprism.testkit.model;
