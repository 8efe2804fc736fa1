/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.function;

import java.io.Serializable;

/**
 * Base of all user functions. An instance is serialized once when the job is built; every subtask
 * gets a copy of its own and calls it from one thread at a time.
 */
public interface Function extends Serializable {}
