package io.aiprism.gateway.call;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells several listeners and logs what they throw. */
final class IsolatedListeners implements GatewayListener {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayListener.class);

    private final List<GatewayListener> listeners;

    IsolatedListeners(List<GatewayListener> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    @Override
    public void on(GatewayEvent event) {
        for (GatewayListener listener : listeners) {
            try {
                listener.on(event);
            } catch (RuntimeException | LinkageError | AssertionError e) {
                LOG.warn("a listener failed at {}", event.getClass().getSimpleName(), e);
            }
        }
    }
}
