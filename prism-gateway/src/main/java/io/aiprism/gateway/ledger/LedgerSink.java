package io.aiprism.gateway.ledger;

/**
 * Gets every entry of a ledger, for example to store it. Implementations are thread-safe.
 *
 * <p>It is called on the thread of the call, once the call has ended and before its caller gets the answer; so it is short,
 * or hands the entry on. What it throws is logged and harms nobody.
 */
@FunctionalInterface
public interface LedgerSink {
    /** An entry was written. */
    void recorded(LedgerEntry entry);
}
