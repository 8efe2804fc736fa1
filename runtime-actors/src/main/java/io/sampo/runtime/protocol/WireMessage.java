/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.protocol;

/**
 * A message of the engine that may go to an actor of another node: a record or an enum, whose
 * components are what {@link MessageCodec} knows. Never holds an object of the user's, only its
 * bytes: whoever gets it need not know the job's classes.
 */
public interface WireMessage {}
