/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.measure;

import io.sampo.core.testkit.ChildJvm;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** JVMs that are measured: what they say of errors is shown. */
public final class JavaProcess {
    /**
     * What makes events is not compiled into its caller: else a compiler that sees that a field is
     * not used does not make it, and another one would be compared with that.
     */
    public static final List<String> EVENTS_ARE_WHOLE =
            List.of(
                    "-XX:CompileCommand=quiet",
                    notInlined("NexmarkEvents::event"),
                    notInlined("NexmarkEvents::nthBid"),
                    notInlined("WordEvents::word"),
                    notInlined("StateOps::op"),
                    notInlined("SaleEvents::sale"));

    private JavaProcess() {}

    private static String notInlined(String method) {
        return "-XX:CompileCommand=dontinline,io.sampo.benchmarks.workload." + method;
    }

    /**
     * Returns what starts it. It has the options {@code -XX:...} of this JVM, too: those that the
     * launcher gives every JVM, and those of the user.
     */
    public static ProcessBuilder of(
            String classPath, List<String> options, String mainClass, List<String> arguments) {
        List<String> all = new ArrayList<>();
        for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (option.startsWith("-XX:")) {
                all.add(option);
            }
        }
        all.addAll(options);
        return ChildJvm.of(classPath, all, mainClass, arguments)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
    }
}
