package org.voxpost.engine.event;

/**
 * A fact.
 *
 * <p>Ids: a {@code connection} is {@code conn:TAG}, a {@code dialog} is {@code conn:TAG/dialog:NAME}, a {@code job} is one
 * object of one transfer over all its attempts, a {@code callId} is that of SIP. Texts that come from a peer are as the
 * peer sent them; who prints them escapes them.
 */
public sealed interface ServerEvent permits ControlEvent, JobEvent, TransferEvent {}
