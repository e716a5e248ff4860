package io.tributary.loadtest.architecture.broken.coordinator;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Broken on purpose. */
class ReadsTypesByName {
    final ObjectMapper json =
            new JsonMapper().activateDefaultTyping(JsonMapper.builder().build().getPolymorphicTypeValidator());
}
