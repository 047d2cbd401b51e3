package io.aiprism.testkit.task;

/** A part of the contract that every task executor fulfils, see {@link TaskManagerContract}. */
public interface ContractPart {
    /** Brings the executor under test. */
    TaskExecutorHarness harness();
}
