/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.type;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides which classes may be read from bytes and written to them: the job's own and those of its
 * libraries, value types of the JDK, and nothing else; and of these only such as come back as they
 * were. Thread-safe.
 */
final class AllowedTypes {
    /**
     * Classes of the JDK that are values. Others are services, views of something, or internals.
     */
    private static final Set<String> JDK_VALUES =
            Set.of(
                    ("java.lang.Boolean java.lang.Byte java.lang.Character java.lang.Class"
                                    + " java.lang.Double java.lang.Enum java.lang.Float"
                                    + " java.lang.Integer java.lang.Long java.lang.Object"
                                    + " java.lang.Record java.lang.Short java.lang.StackTraceElement"
                                    + " java.lang.String java.lang.String$CaseInsensitiveComparator"
                                    + " java.lang.StringBuffer java.lang.StringBuilder java.lang.Void"
                                    + " java.math.BigDecimal java.math.BigInteger java.math.MathContext"
                                    + " java.net.URI java.nio.HeapByteBuffer"
                                    + " java.nio.DirectByteBuffer java.sql.Date java.sql.Time"
                                    + " java.sql.Timestamp java.time.Duration java.time.Instant"
                                    + " java.time.LocalDate java.time.LocalDateTime"
                                    + " java.time.LocalTime java.time.MonthDay"
                                    + " java.time.OffsetDateTime java.time.OffsetTime"
                                    + " java.time.Period java.time.Year java.time.YearMonth"
                                    + " java.time.ZoneOffset java.time.ZoneRegion"
                                    + " java.time.ZonedDateTime"
                                    + " java.util.AbstractList$RandomAccessSubList"
                                    + " java.util.AbstractList$SubList"
                                    + " java.util.AbstractMap$SimpleEntry"
                                    + " java.util.AbstractMap$SimpleImmutableEntry"
                                    + " java.util.ArrayDeque java.util.ArrayList"
                                    + " java.util.ArrayList$SubList java.util.Arrays$ArrayList"
                                    + " java.util.BitSet java.util.Collections$EmptyList"
                                    + " java.util.Collections$EmptyMap java.util.Collections$EmptySet"
                                    + " java.util.Collections$ReverseComparator"
                                    + " java.util.Collections$SetFromMap"
                                    + " java.util.Collections$SingletonList"
                                    + " java.util.Collections$SingletonMap"
                                    + " java.util.Collections$SingletonSet"
                                    + " java.util.Comparators$NaturalOrderComparator"
                                    + " java.util.Currency java.util.Date java.util.EnumMap"
                                    + " java.util.HashMap java.util.HashSet"
                                    + " java.util.ImmutableCollections$List12"
                                    + " java.util.ImmutableCollections$ListN"
                                    + " java.util.ImmutableCollections$Map1"
                                    + " java.util.ImmutableCollections$MapN"
                                    + " java.util.ImmutableCollections$Set12"
                                    + " java.util.ImmutableCollections$SetN"
                                    + " java.util.ImmutableCollections$SubList"
                                    + " java.util.JumboEnumSet java.util.LinkedHashMap"
                                    + " java.util.LinkedHashSet java.util.LinkedList java.util.Locale"
                                    + " java.util.Optional java.util.OptionalDouble"
                                    + " java.util.OptionalInt java.util.OptionalLong"
                                    + " java.util.PriorityQueue java.util.RegularEnumSet"
                                    + " java.util.Stack java.util.TreeMap java.util.TreeSet"
                                    + " java.util.UUID java.util.Vector"
                                    + " java.util.concurrent.ArrayBlockingQueue"
                                    + " java.util.concurrent.ConcurrentHashMap"
                                    + " java.util.concurrent.ConcurrentHashMap$KeySetView"
                                    + " java.util.concurrent.ConcurrentSkipListMap"
                                    + " java.util.concurrent.ConcurrentSkipListSet"
                                    + " java.util.concurrent.CopyOnWriteArrayList"
                                    + " java.util.concurrent.CopyOnWriteArraySet"
                                    + " java.util.concurrent.LinkedBlockingQueue"
                                    + " java.util.concurrent.atomic.AtomicBoolean"
                                    + " java.util.concurrent.atomic.AtomicInteger"
                                    + " java.util.concurrent.atomic.AtomicLong"
                                    + " java.util.concurrent.atomic.AtomicReference"
                                    + " java.util.regex.Pattern")
                            .split(" "));

    /** Collections that pass on to another one: {@code java.util.Collections$Unmodifiable...}. */
    private static final List<String> JDK_VALUE_PREFIXES =
            List.of("java.util.Collections$Unmodifiable", "java.util.Collections$Synchronized");

    private static final List<String> JDK_PACKAGES =
            List.of("java.", "javax.", "jdk.", "sun.", "com.sun.", "org.w3c.dom.", "org.xml.sax.");

    /** The engine's own machinery, with which a forged value could do something. */
    private static final List<String> MACHINERY =
            List.of(
                    "scala.",
                    "akka.",
                    "org.apache.pekko.",
                    "org.apache.fory.",
                    "org.rocksdb.",
                    "com.typesafe.",
                    "org.slf4j.",
                    "ch.qos.logback.",
                    "io.netty.",
                    "org.codehaus.janino.",
                    "org.apache.commons.collections.functors.",
                    "org.apache.commons.collections4.functors.",
                    "org.codehaus.groovy.",
                    "org.springframework.aop.",
                    "org.springframework.beans.",
                    "com.mchange.");

    private final List<String> allowed;
    private final TypeFormats formats;

    /**
     * Creates a list that accepts also what begins with one of {@code allowed}, and what one of
     * {@code formats} takes.
     */
    AllowedTypes(Collection<String> allowed, TypeFormats formats) {
        this.allowed = List.copyOf(allowed);
        this.formats = formats;
    }

    /** Throws unless a class of that name may be loaded in order to read a value. */
    void checkName(String name) {
        String element = elementName(name);
        if (element.length() == 1 || startsWithAny(element, allowed)) {
            return;
        }
        if (startsWithAny(element, JDK_PACKAGES)) {
            checkJdkName(element);
        } else if (startsWithAny(element, MACHINERY)) {
            throw new UnfitTypeException(
                    element,
                    "it belongs to the machinery of the engine, not to data; copy what the record needs"
                            + " into a class of its own, or add it to the allowed classes of the job");
        }
    }

    private static void checkJdkName(String name) {
        if (isJdkValueName(name)) {
            return;
        }
        Class<?> type;
        try {
            type = Class.forName(name, false, ClassLoader.getPlatformClassLoader());
        } catch (ClassNotFoundException | LinkageError absent) {
            // of javax, but not in the JDK: a library of the job
            return;
        }
        checkJdkClass(type);
    }

    private static boolean isJdkValueName(String name) {
        return JDK_VALUES.contains(name) || startsWithAny(name, JDK_VALUE_PREFIXES);
    }

    /** Throws unless instances of exactly this class come back as they were written. */
    void checkClass(Class<?> type) {
        Class<?> element = type;
        while (element.isArray()) {
            element = element.getComponentType();
        }
        if (element.isPrimitive() || startsWithAny(element.getName(), allowed)) {
            return;
        }
        if (Proxy.isProxyClass(element)) {
            throw new UnfitTypeException(
                    element.getName(), "it is a dynamic proxy; use a record or class of your own");
        }
        if (Lambdas.isLambda(element)) {
            throw new UnfitTypeException(
                    element.getName(),
                    "it is a lambda, and data holds no functions; keep the function in the operator, or"
                            + " use a named static class or an enum (a TreeMap takes"
                            + " Comparator.naturalOrder(), reverseOrder() or such a class)");
        }
        if (DeclaredTypes.isOfJdk(element)) {
            checkJdkClass(element);
            return;
        }
        checkName(element.getName());
        if (formats.of(element) != null) {
            return;
        }
        formats.checkNotLacking(element);
        String reason = whyNotSelfContained(element);
        if (reason != null) {
            throw new UnfitTypeException(element.getName(), reason);
        }
    }

    /** Throws if a declaration already says that values of the type cannot be written. */
    void checkDeclared(Type type) {
        for (Class<?> mentioned : DeclaredTypes.closureOf(type, formats::isOpen)) {
            if (!isOpen(mentioned)) {
                checkClass(mentioned);
            }
        }
    }

    private static void checkJdkClass(Class<?> type) {
        if (isOpen(type)
                || type.isEnum()
                || isJdkValueName(type.getName())
                || Throwable.class.isAssignableFrom(type) && type.getName().startsWith("java.")) {
            return;
        }
        throw new UnfitTypeException(
                type.getName(),
                "it is a class of the JDK that is not a value, or only a view of one; copy its content"
                        + " into a collection, record or string, for example new ArrayList<>(view), or"
                        + " make the field transient");
    }

    private static @Nullable String whyNotSelfContained(Class<?> type) {
        Class<?> parent = type.getSuperclass();
        if (parent != null && parent.isEnum()) {
            return null;
        }
        if (type.isAnonymousClass()) {
            boolean container =
                    Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type);
            return container
                    ? "it is an anonymous subclass (double-brace initialization), which would be filled"
                            + " twice when it is read; use List.of(...), Map.of(...) or new"
                            + " ArrayList<>(List.of(...))"
                    : "it is an anonymous class, whose name changes with the code around it; use a named"
                            + " static class or a record";
        }
        for (Field field : DeclaredTypes.fieldsOf(type)) {
            if (field.isSynthetic() && field.getName().startsWith("this$")) {
                return "it is an inner class and drags along its enclosing "
                        + field.getType().getName()
                        + "; make it static, or a record";
            }
            if (field.isSynthetic() && field.getName().startsWith("val$")) {
                return "it is a local class that captures a variable; make it static, or a record";
            }
        }
        return null;
    }

    /** Returns whether values declared as this are of some other class, known only at run time. */
    private static boolean isOpen(Class<?> type) {
        return type == Object.class
                || type.isInterface()
                || Modifier.isAbstract(type.getModifiers()) && !type.isPrimitive();
    }

    private static boolean startsWithAny(String name, List<String> prefixes) {
        for (String prefix : prefixes) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    /** Strips {@code [[Lx.Y;} to {@code x.Y}, and {@code [[I} to {@code I}. */
    private static String elementName(String name) {
        int dimensions = 0;
        while (dimensions < name.length() && name.charAt(dimensions) == '[') {
            dimensions++;
        }
        boolean object = dimensions > 0 && name.charAt(dimensions) == 'L';
        return object
                ? name.substring(dimensions + 1, name.length() - 1)
                : name.substring(dimensions);
    }
}
