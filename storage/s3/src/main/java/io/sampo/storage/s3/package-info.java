/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * Checkpoints, jars and other files in S3, or in a storage that speaks its language, at addresses
 * such as {@code s3://bucket/path}. Nothing here is called by name: {@link
 * io.sampo.core.objects.RoutedFiles} finds {@link io.sampo.storage.s3.S3Provider} if this module is
 * on the class path. The only package that knows Amazon's client.
 */
@NullMarked
package io.sampo.storage.s3;

import org.jspecify.annotations.NullMarked;
