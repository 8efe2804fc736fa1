/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.storage.s3;

import com.typesafe.config.Config;
import io.sampo.core.objects.ObjectStore;
import io.sampo.core.objects.ObjectStoreProvider;
import io.sampo.core.settings.SettingsReader;

/** S3, for addresses that begin with {@code s3://}. */
public final class S3Provider implements ObjectStoreProvider {
    /** Called by the {@link java.util.ServiceLoader}. */
    public S3Provider() {}

    @Override
    public String scheme() {
        return "s3";
    }

    @Override
    public String settingsPath() {
        return S3Settings.PATH;
    }

    @Override
    public Object readSettings(SettingsReader in) {
        return S3Settings.read(in);
    }

    @Override
    public ObjectStore open(Config root) {
        return S3ObjectStore.open(S3Settings.from(root));
    }
}
