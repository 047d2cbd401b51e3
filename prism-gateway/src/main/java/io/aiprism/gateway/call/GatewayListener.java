package io.aiprism.gateway.call;

import java.util.List;

/**
 * Hears what happens in a gateway, on the threads that make the calls. Implementations are thread-safe and quick; what they
 * throw is logged and changes nothing. Whoever puts decorators together by hand gets that from {@link #all}; a gateway sees to it.
 */
@FunctionalInterface
public interface GatewayListener {
    /** Hears nothing. */
    GatewayListener NONE = event -> {};

    /** Something happened. */
    void on(GatewayEvent event);

    /** Tells all of these, each of which is kept from the errors of the others, and the caller from all. */
    static GatewayListener all(List<GatewayListener> listeners) {
        return listeners.isEmpty() ? NONE : new IsolatedListeners(listeners);
    }
}
