/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.conformance;

import java.util.ArrayList;
import java.util.List;

/** What two engines do not agree on. */
final class Differences {
    private static final int SHOWN = 4;

    private Differences() {}

    /**
     * Returns a line if the results are not the same, whatever their order, or if there are none.
     */
    static List<String> between(Object job, List<String> here, List<String> there) {
        if (there.isEmpty()) {
            return List.of(job + ": there are no results to compare");
        }
        List<String> onlyHere = new ArrayList<>(here);
        there.forEach(onlyHere::remove);
        List<String> onlyThere = new ArrayList<>(there);
        here.forEach(onlyThere::remove);
        if (onlyHere.isEmpty() && onlyThere.isEmpty()) {
            return List.of();
        }
        return List.of(
                String.format(
                        "%s: of %d results here %d are not there, as %s; of %d there %d are not"
                                + " here, as %s",
                        job,
                        here.size(),
                        onlyHere.size(),
                        first(onlyHere),
                        there.size(),
                        onlyThere.size(),
                        first(onlyThere)));
    }

    private static List<String> first(List<String> all) {
        return all.subList(0, Math.min(SHOWN, all.size()));
    }
}
