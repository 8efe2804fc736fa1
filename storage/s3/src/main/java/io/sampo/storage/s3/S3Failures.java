/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.storage.s3;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.io.ObjectPath;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** Says what a failed request means and what to do about it. */
final class S3Failures {
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int TOO_MANY = 429;
    private static final int SERVERS_FAULT = 500;

    private S3Failures() {}

    /**
     * Returns the error to throw.
     *
     * @param action what was tried, as in {@code write}
     */
    static StreamException of(
            String action, ObjectPath object, S3Settings settings, Exception cause) {
        String text =
                "Cannot "
                        + action
                        + ": object="
                        + object
                        + " endpoint="
                        + settings.place()
                        + ": "
                        + StreamException.withoutFullStop(cause)
                        + ". ";
        if (isMissing(cause)) {
            return new StreamException(
                    ErrorCode.INPUT_UNAVAILABLE, text + "There is no such object.", cause);
        }
        return new StreamException(
                ErrorCode.EXTERNAL_IO, text + wayOut(object, settings, cause), cause);
    }

    /** Returns whether it says that the object, and not its bucket, is not there. */
    static boolean isMissing(Exception cause) {
        return cause instanceof NoSuchKeyException
                || (cause instanceof AwsServiceException answer
                        && answer.statusCode() == NOT_FOUND
                        && !has(answer, "NoSuchBucket")
                        && !has(answer, "NoSuchUpload"));
    }

    /** Returns whether the storage answered with that code. */
    static boolean has(Exception cause, String code) {
        return cause instanceof AwsServiceException answer
                && answer.awsErrorDetails() != null
                && code.equals(answer.awsErrorDetails().errorCode());
    }

    private static String wayOut(ObjectPath object, S3Settings settings, Exception cause) {
        if (!(cause instanceof AwsServiceException answer)) {
            return "Is the storage reached from here? See "
                    + S3Settings.PATH
                    + " for the endpoint, the region and the keys; tried "
                    + settings.attempts()
                    + " times at most, each for "
                    + settings.timeout().toMillis()
                    + " ms.";
        }
        int status = answer.statusCode();
        if (has(answer, "NoSuchBucket")) {
            return "Make the bucket " + object.bucket() + ", or correct the address.";
        }
        if (status == UNAUTHORIZED || status == FORBIDDEN) {
            return "The keys must allow to list the bucket, and to read, write and delete below the"
                    + " address; they come from "
                    + S3Settings.PATH
                    + ", the environment or the profile.";
        }
        if (status == TOO_MANY || status >= SERVERS_FAULT) {
            return "The storage is overloaded or broken; tried "
                    + settings.attempts()
                    + " times. See "
                    + S3Settings.PATH
                    + ".attempts.";
        }
        return "See " + S3Settings.PATH + ".";
    }
}
