/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.chain;

import io.sampo.core.element.Watermark;
import io.sampo.core.element.WatermarkStatus;
import java.util.Arrays;

/**
 * Combines the watermarks and statuses of the channels of one gate (SEMANTICS rules 9 to 12): the
 * minimum over the channels that count. A channel counts while it is active and has caught up with
 * the combined watermark; one that comes back from idleness behind it does not hold it back. One
 * that is at its end, with the last of all watermarks, holds nothing back, but does not speak for
 * those that are idle.
 *
 * <p>Pure: it tells the caller what to send on. Constant time per watermark, amortized over a round
 * of watermarks on all channels. Confined to one thread.
 */
public final class WatermarkCombiner {
    private final long[] watermarks;
    private final boolean[] active;

    /** Whether a channel takes part in the minimum; implies that it is active. */
    private final boolean[] counted;

    /** Channels that are not at their end, and those of them that are active. */
    private int openChannels;

    private int activeChannels;
    private int countedChannels;

    /** The minimum over the counted channels, and how many of them are there. */
    private long minimum;

    private int atMinimum;

    private long combined;
    private WatermarkStatus status = WatermarkStatus.ACTIVE;

    /**
     * Creates a combiner whose channels are all active.
     *
     * @param channels their number
     * @param floor the watermark that the checkpoint holds, below and at which nothing is sent on
     *     again; {@code Long.MIN_VALUE} at a new start
     */
    public WatermarkCombiner(int channels, long floor) {
        if (channels < 1) {
            throw new IllegalArgumentException("A gate has channels: channels=" + channels);
        }
        watermarks = new long[channels];
        active = new boolean[channels];
        counted = new boolean[channels];
        Arrays.fill(watermarks, floor);
        Arrays.fill(active, true);
        Arrays.fill(counted, true);
        openChannels = floor == Watermark.MAX ? 0 : channels;
        activeChannels = openChannels;
        countedChannels = channels;
        minimum = floor;
        atMinimum = channels;
        combined = floor;
    }

    /** Returns the combined watermark, {@code Long.MIN_VALUE} before the first. */
    public long watermark() {
        return combined;
    }

    /** Returns the combined status. */
    public WatermarkStatus status() {
        return status;
    }

    /** Returns the last watermark of a channel, at least the floor. */
    public long watermarkOf(int channel) {
        return watermarks[channel];
    }

    /**
     * Takes a watermark of a channel; ignored if it does not grow or the channel is idle.
     *
     * @return whether {@link #watermark()} has grown and is to be sent on
     */
    public boolean onWatermark(int channel, long timestamp) {
        long before = watermarks[channel];
        if (!active[channel] || timestamp <= before) {
            return false;
        }
        watermarks[channel] = timestamp;
        if (timestamp == Watermark.MAX) {
            openChannels--;
            activeChannels--;
        }
        if (counted[channel]) {
            leaveMinimum(before);
        } else if (timestamp >= combined) {
            count(channel);
        }
        return advance();
    }

    /** Takes the status of a channel, and returns what is to be sent on. */
    public WatermarkChange onStatus(int channel, WatermarkStatus channelStatus) {
        boolean nowActive = channelStatus == WatermarkStatus.ACTIVE;
        if (nowActive == active[channel] || watermarks[channel] == Watermark.MAX) {
            return WatermarkChange.NONE;
        }
        active[channel] = nowActive;
        return nowActive ? activate(channel) : idle(channel);
    }

    private WatermarkChange activate(int channel) {
        activeChannels++;
        if (watermarks[channel] >= combined) {
            count(channel);
        }
        WatermarkStatus before = status;
        status = WatermarkStatus.ACTIVE;
        return WatermarkChange.of(false, before, status);
    }

    private WatermarkChange idle(int channel) {
        activeChannels--;
        if (counted[channel]) {
            counted[channel] = false;
            countedChannels--;
            leaveMinimum(watermarks[channel]);
        }
        if (activeChannels > 0) {
            return WatermarkChange.of(advance(), status, status);
        }
        // Nobody is left who could hold back what the others had reached.
        boolean grows = watermarks[channel] == combined && raise(highest());
        status = WatermarkStatus.IDLE;
        return WatermarkChange.of(grows, WatermarkStatus.ACTIVE, status);
    }

    private void count(int channel) {
        counted[channel] = true;
        long watermark = watermarks[channel];
        if (countedChannels == 0 || watermark < minimum) {
            minimum = watermark;
            atMinimum = 1;
        } else if (watermark == minimum) {
            atMinimum++;
        }
        countedChannels++;
    }

    /** A counted channel that stood at {@code before} does not stand there any more. */
    private void leaveMinimum(long before) {
        if (before == minimum) {
            atMinimum--;
            if (atMinimum == 0) {
                findMinimum();
            }
        }
    }

    private void findMinimum() {
        minimum = Long.MAX_VALUE;
        atMinimum = 0;
        for (int channel = 0; channel < watermarks.length; channel++) {
            if (!counted[channel]) {
                continue;
            }
            if (watermarks[channel] < minimum) {
                minimum = watermarks[channel];
                atMinimum = 1;
            } else if (watermarks[channel] == minimum) {
                atMinimum++;
            }
        }
    }

    private boolean advance() {
        boolean speaksForAll = minimum != Watermark.MAX || openChannels == 0;
        return countedChannels > 0 && speaksForAll && raise(minimum);
    }

    private boolean raise(long candidate) {
        if (candidate <= combined) {
            return false;
        }
        combined = candidate;
        return true;
    }

    /** Returns the highest watermark of the channels that are not at their end. */
    private long highest() {
        long highest = Long.MIN_VALUE;
        for (long watermark : watermarks) {
            if (watermark != Watermark.MAX) {
                highest = Math.max(highest, watermark);
            }
        }
        return highest;
    }
}
