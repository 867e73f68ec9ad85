package org.voxpost.msml;

import java.util.List;
import java.util.Map;

/**
 * An XML element with its children in document order, which MSML gives a meaning.
 *
 * @param name without prefix
 * @param attributes by name; one from a foreign namespace is {@code {namespace}name}
 * @param text all character data directly inside, joined
 */
record Element(String name, Map<String, String> attributes, List<Element> children, String text) {}
