/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.objects;

import com.typesafe.config.Config;
import io.sampo.core.settings.SettingsReader;

/** Knows one kind of object storage. Found by the {@link java.util.ServiceLoader}. */
public interface ObjectStoreProvider {
    /** Returns how addresses of such a storage begin, as in {@code s3} for {@code s3://...}. */
    String scheme();

    /** Returns the path of its section of the settings. */
    String settingsPath();

    /** Reads that section, to have its problems reported with all others. */
    Object readSettings(SettingsReader in);

    /**
     * Returns a client; to be closed by the caller. Connects with the first request.
     *
     * @param root the whole configuration, with the defaults of the provider's module
     * @throws io.sampo.core.error.StreamException with {@code INVALID_SETTING}
     */
    ObjectStore open(Config root);
}
