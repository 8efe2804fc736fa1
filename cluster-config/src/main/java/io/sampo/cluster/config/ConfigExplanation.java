/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import io.sampo.core.settings.Secrets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** What each setting below {@code sampo} is, where its value comes from, and what it means. */
public final class ConfigExplanation {
    private static final String ROOT = "sampo";

    private ConfigExplanation() {}

    /**
     * One setting.
     *
     * @param path its whole name
     * @param value as it would be written in a file; {@code (hidden)} for a secret that is set
     * @param origin {@code default}, {@code -D}, {@code environment} or {@code FILE:LINE}
     * @param meaning the lines of its comment; empty if it has none
     */
    public record Setting(String path, String value, String origin, List<String> meaning) {
        /** Copies the lines. */
        public Setting {
            meaning = List.copyOf(meaning);
        }

        /** Tells whether nobody has set it. */
        public boolean isDefault() {
            return origin.equals(Origins.DEFAULT);
        }
    }

    /**
     * Returns all settings by name. They may be wrong: who looks for a mistake wants to see them.
     *
     * @param file of the node; without it, all is as by default
     * @throws io.sampo.core.error.StreamException as {@link ConfigLoader#load}, but for what the
     *     settings are
     */
    public static List<Setting> of(Optional<Path> file) {
        Config root = ConfigLoader.read(file);
        Config defaults = ConfigFactory.defaultReferenceUnresolved();
        List<Setting> settings = new ArrayList<>();
        collect(root.getObject(ROOT), ROOT, defaults.root(), settings);
        return settings;
    }

    private static void collect(
            ConfigObject object, String prefix, ConfigObject defaults, List<Setting> into) {
        new TreeMap<>(object)
                .forEach(
                        (name, value) -> {
                            String path = prefix + "." + ConfigUtil.quoteString(name);
                            if (name.matches("[A-Za-z0-9_-]+")) {
                                path = prefix + "." + name;
                            }
                            if (value instanceof ConfigObject nested && !nested.isEmpty()) {
                                collect(nested, path, defaults, into);
                            } else {
                                into.add(setting(path, name, value, defaults));
                            }
                        });
    }

    private static Setting setting(
            String path, String name, ConfigValue value, ConfigObject defaults) {
        String shown = value.render(ConfigRenderOptions.concise());
        boolean secret = Secrets.isSecret(name) && !shown.equals("\"\"");
        return new Setting(
                path, secret ? Secrets.HIDDEN : shown, Origins.of(value), meaning(path, defaults));
    }

    private static List<String> meaning(String path, ConfigObject defaults) {
        ConfigObject at = defaults;
        List<String> keys = ConfigUtil.splitPath(path);
        for (String key : keys.subList(0, keys.size() - 1)) {
            if (!(at.get(key) instanceof ConfigObject nested)) {
                return List.of();
            }
            at = nested;
        }
        ConfigValue documented = at.get(keys.get(keys.size() - 1));
        return documented == null
                ? List.of()
                : documented.origin().comments().stream().map(String::strip).toList();
    }
}
