/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.io.BinaryInput;
import io.sampo.core.io.BinaryOutput;
import java.lang.ref.WeakReference;
import java.util.List;
import org.junit.jupiter.api.Test;

/** No static and no thread-local holds a job's class once the job has ended. */
class ClassUnloadingTest {
    private static final int COLLECTIONS = 50;

    @Test
    void theClassesOfAJobCanBeCollected() {
        WeakReference<ClassLoader> loader = useAJob();

        clearSoftReferences();
        for (int i = 0; i < COLLECTIONS && loader.get() != null; i++) {
            System.gc();
        }

        assertThat(loader.get()).isNull();
    }

    /** Fory holds generated code softly; such references are cleared before memory runs out. */
    private static void clearSoftReferences() {
        int most = (int) Math.min(Integer.MAX_VALUE - 8, Runtime.getRuntime().maxMemory());
        assertThatThrownBy(
                        () -> {
                            long[] tooLarge = new long[most];
                            assertThat(tooLarge).isEmpty();
                        })
                .isInstanceOf(OutOfMemoryError.class);
    }

    private static WeakReference<ClassLoader> useAJob() {
        Object value =
                CompiledProgram.make(
                        "public enum E { P } public record K(String s, E e) {}"
                                + " public record R(int n, String s) {}"
                                + " public static class A { K k = new K(\"x\", E.P); R r = new R(1, \"y\"); int[] n = {1};"
                                + " List<K> l = new ArrayList<>(); }",
                        "new A()");
        ClassLoader loader = value.getClass().getClassLoader();
        Serialization serialization = new ForySerializationFactory(loader).create();
        for (ValueSerializer<Object> serializer :
                List.of(
                        serialization.<Object>forState(TypeInfo.unknown(), "state"),
                        serialization.<Object>forWire("channel"))) {
            BinaryOutput target = new BinaryOutput();
            serializer.write(value, target);
            assertThat(serializer.read(new BinaryInput(target.toByteArray()))).isNotNull();
            assertThat(serializer.copy(value)).isNotSameAs(value);
        }
        serialization.schemaOf(TypeInfo.of(value.getClass()));
        assertThat(Immutability.isImmutable(value)).isFalse();
        try {
            KeyType<Object> keys = KeyType.of(loader.loadClass("shop.Program$K"));
            assertThat(keys.keyClass().getName()).isEqualTo("shop.Program$K");
        } catch (ClassNotFoundException failure) {
            throw new IllegalStateException(failure);
        }
        return new WeakReference<>(loader);
    }
}
