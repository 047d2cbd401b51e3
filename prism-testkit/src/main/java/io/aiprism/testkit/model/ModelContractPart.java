package io.aiprism.testkit.model;

/** A part of the contract that every backend fulfils that asks a provider itself, see {@link ModelBackendContract}. */
public interface ModelContractPart {
    /** Opens a provider that nothing was asked of, with a backend. The suite closes it. */
    ModelProvider openProvider();
}
