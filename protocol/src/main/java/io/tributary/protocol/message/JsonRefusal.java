package io.tributary.protocol.message;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import io.tributary.protocol.Fields;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** What Jackson could not read, as a refusal that names the field, quotes little and holds no class name of ours. */
final class JsonRefusal {
    private static final int MAX_DETAIL = 300;
    private static final String NO_SOURCE =
            "Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); ";

    private JsonRefusal() {}

    /** The refusal of a message or document called {@code name}. */
    static RejectedException of(String name, JsonProcessingException failure) {
        boolean field = failure.getCause() instanceof IllegalArgumentException;
        String detail = name + path(failure) + ": " + what(failure);
        return new RejectedException(field ? Reason.INVALID_FIELD : Reason.MALFORMED,
                detail.length() <= MAX_DETAIL ? detail : detail.substring(0, MAX_DETAIL));
    }

    /** Where, such as {@code .layout[3].name}; empty at the top. */
    private static String path(JsonProcessingException failure) {
        if (!(failure instanceof JsonMappingException mapping)) {
            return "";
        }
        return mapping.getPath().stream().map(step -> step.getFieldName() == null
                ? "[" + step.getIndex() + "]"
                : "." + Fields.excerpt(step.getFieldName())).collect(Collectors.joining());
    }

    private static String what(JsonProcessingException failure) {
        Throwable cause = failure.getCause();
        if (failure instanceof ValueInstantiationException && cause instanceof IllegalArgumentException) {
            return String.valueOf(cause.getMessage());
        }
        if (failure instanceof UnrecognizedPropertyException unknown) {
            return "unknown field; known ones are " + unknown.getKnownPropertyIds();
        }
        return failure instanceof MismatchedInputException mismatch ? mismatch(mismatch)
                : failure.getOriginalMessage().replace(NO_SOURCE, "");
    }

    private static String mismatch(MismatchedInputException mismatch) {
        if (mismatch instanceof InvalidTypeIdException unknown) {
            return "type must be one of " + knownTypes(unknown) + ", not '"
                    + Fields.excerpt(Objects.requireNonNullElse(unknown.getTypeId(), "")) + "'";
        }
        if (mismatch instanceof InvalidNullException) {
            return "must not be null";
        }
        if (mismatch.getOriginalMessage().startsWith("Missing required creator property")) {
            return "this field is missing";
        }
        if (mismatch.getOriginalMessage().startsWith("Trailing token")) {
            return "there is more after the end of the JSON";
        }
        Class<?> wanted = mismatch.getTargetType();
        return "must be of type " + (wanted == null ? "another" : wanted.getSimpleName());
    }

    private static List<String> knownTypes(InvalidTypeIdException unknown) {
        JsonSubTypes known = unknown.getBaseType().getRawClass().getAnnotation(JsonSubTypes.class);
        return known == null ? List.of() : Arrays.stream(known.value()).map(JsonSubTypes.Type::name).toList();
    }
}
