/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.fory.Fory;
import org.apache.fory.resolver.TypeResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedTypesTest {
    private final AllowedTypes types = new AllowedTypes(List.of(), TypeFormats.NONE);

    @Test
    void whatForyNeverAsksForIsAllowedWhereItIsDeclaredToo() throws Exception {
        List<Class<?>> registered = registeredInFory();
        assertThat(registered).hasSizeGreaterThan(100).contains(SerializedLambda.class);
        for (Class<?> type : registered) {
            if (type.getName().startsWith("java.") && type != SerializedLambda.class) {
                assertThatCode(() -> types.checkClass(type))
                        .as(type.getName())
                        .doesNotThrowAnyException();
                assertThatCode(() -> types.checkName(type.getName()))
                        .as(type.getName())
                        .doesNotThrowAnyException();
            }
        }
    }

    private static List<Class<?>> registeredInFory() throws ReflectiveOperationException {
        Fory fory = Fory.builder().withXlang(false).requireClassRegistration(false).build();
        Field registry = TypeResolver.class.getDeclaredField("extRegistry");
        registry.setAccessible(true);
        Object content = registry.get(fory.getTypeResolver());
        Field ids = content.getClass().getDeclaredField("registeredClassIdMap");
        ids.setAccessible(true);
        List<Class<?>> classes = new ArrayList<>();
        for (Object type : ((Map<?, ?>) ids.get(content)).keySet()) {
            classes.add((Class<?>) type);
        }
        return classes;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shop.Order",
                "[Lshop.Order;",
                "[[I",
                "io.sampo.core.id.OperatorId",
                "java.util.ArrayList",
                "[Ljava.lang.String;",
                "java.util.List",
                "java.lang.Number",
                "java.lang.IllegalStateException",
                "java.time.DayOfWeek",
                "javax.inject.Provider",
                "java.util.Collections$UnmodifiableRandomAccessList"
            })
    void namesOfDataAreAllowed(String name) {
        assertThatCode(() -> types.checkName(name)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.lang.Runtime",
                "java.lang.ProcessBuilder",
                "[Ljava.lang.Thread;",
                "[[Ljava.net.URLClassLoader;",
                "java.util.Random",
                "java.util.Timer",
                "java.lang.invoke.SerializedLambda",
                "java.lang.reflect.Method",
                "javax.management.BadAttributeValueExpException",
                "javax.swing.event.EventListenerList",
                "com.sun.org.apache.xalan.internal.xsltc.trax.TemplatesImpl",
                "sun.misc.Unsafe",
                "org.apache.pekko.actor.ActorSystem",
                "scala.Function0",
                "org.apache.commons.collections4.functors.InvokerTransformer"
            })
    void namesOfMachineryAreNot(String name) {
        assertThatThrownBy(() -> types.checkName(name)).isInstanceOf(UnfitTypeException.class);
    }

    @Test
    void aJobCanAllowMore() {
        AllowedTypes more =
                new AllowedTypes(List.of("scala.Tuple", "java.util.Random"), TypeFormats.NONE);

        assertThatCode(() -> more.checkName("scala.Tuple2")).doesNotThrowAnyException();
        assertThatCode(() -> more.checkName("java.util.Random")).doesNotThrowAnyException();
        assertThatCode(() -> more.checkClass(java.util.Random.class)).doesNotThrowAnyException();
        assertThatThrownBy(() -> more.checkName("scala.Function0"))
                .isInstanceOf(UnfitTypeException.class)
                .hasMessageContaining("class=scala.Function0");
    }

    @Test
    void enumsOfTheJdkAreValues() {
        assertThatCode(() -> types.checkClass(TimeUnit.class)).doesNotThrowAnyException();
        assertThatCode(() -> types.checkClass(TimeUnit[].class)).doesNotThrowAnyException();
    }
}
