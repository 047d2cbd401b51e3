package io.aiprism.gateway.call;

import static java.util.Objects.requireNonNull;

import io.aiprism.model.ModelStreamListener;

/** Remembers whether a listener has heard anything: from then on its call is not repeated. For one thread. */
public final class HeardListener implements ModelStreamListener {
    private final ModelStreamListener listener;
    private boolean heard;

    /** Passes everything on to this listener. */
    public HeardListener(ModelStreamListener listener) {
        this.listener = requireNonNull(listener, "listener");
    }

    @Override
    public void text(String part) {
        heard = true;
        listener.text(part);
    }

    /** Whether anything came. */
    public boolean hasHeard() {
        return heard;
    }
}
