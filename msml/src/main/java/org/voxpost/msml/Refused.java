package org.voxpost.msml;

import java.util.Optional;

/**
 * A request that cannot run. It is a value, not an exception, so that the document is read to its end: a mistake against the schema
 * keeps all of the document from running, anything else stops it where it stands (RFC 5707 §5).
 *
 * @param description names the element, and the attribute and value where one is to blame
 */
public record Refused(ResponseCode code, String description, Optional<String> mark) implements Request {}
