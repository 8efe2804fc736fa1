/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.cli;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.List;

/**
 * Leaves out what the actors' cluster says of a node's membership and the node says itself, in
 * words and not each few seconds. Other warnings of the same logger tell what nobody else does.
 */
final class ToldByNode extends Filter<ILoggingEvent> {
    private static final String LOGGER = "org.apache.pekko.cluster.Cluster";
    private static final List<String> TOLD =
            List.of("Couldn't join seed nodes after", "Marking node as UNREACHABLE");

    @Override
    public FilterReply decide(ILoggingEvent event) {
        boolean told =
                event.getLoggerName().equals(LOGGER)
                        && TOLD.stream().anyMatch(event.getFormattedMessage()::contains);
        return told ? FilterReply.DENY : FilterReply.NEUTRAL;
    }
}
