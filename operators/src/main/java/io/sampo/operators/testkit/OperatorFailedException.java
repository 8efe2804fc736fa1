/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.testkit;

/** A checked exception of the operator in a harness; it is the cause. */
public final class OperatorFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OperatorFailedException(Exception cause) {
        super("The operator failed: " + cause, cause);
    }
}
