/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Promises that no instance of the class ever changes after its constructor has returned, nor does
 * anything that can be reached from it. Such values travel by reference between the subtasks of one
 * JVM; all others are copied. The engine finds boxed values, strings, enums, {@code java.time} and
 * records of such by itself; the annotation is for classes that it cannot prove.
 *
 * <p>A class that breaks the promise shows one subtask the half-made changes of another.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Immutable {}
