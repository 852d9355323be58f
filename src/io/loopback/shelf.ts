/** The packages a registry holds: releases, dist-tags and the times of what was ever published. Memory only. */
import semver from "semver";
import { PinError } from "../../errors.js";
import type { Person, Release } from "./release.js";

export interface ShelvedPackage {
  readonly name: string;
  readonly maintainers: readonly Person[];
  readonly releases: ReadonlyMap<string, Release>;
  readonly tags: ReadonlyMap<string, string>;
  /** Version to ISO 8601 time; keeps the versions that were unpublished, as npm does. */
  readonly times: ReadonlyMap<string, string>;
}

interface Slot extends ShelvedPackage {
  readonly releases: Map<string, Release>;
  readonly tags: Map<string, string>;
  readonly times: Map<string, string>;
}

export class Shelf {
  readonly #slots = new Map<string, Slot>();

  get(name: string): ShelvedPackage | undefined {
    return this.#slots.get(name);
  }

  /** Adds a release, in place of one of the same version, and tags it `latest`. */
  add(release: Release, maintainers: readonly Person[] = [release.publisher]): void {
    let slot = this.#slots.get(release.name);
    if (slot === undefined) {
      slot = { name: release.name, maintainers, releases: new Map(), tags: new Map(), times: new Map() };
      this.#slots.set(release.name, slot);
    }
    slot.releases.set(release.version, release);
    slot.times.set(release.version, release.publishedAt);
    slot.tags.set("latest", release.version);
  }

  /** Takes a version away, or all of them; `latest` falls back to the highest that is left. */
  remove(name: string, version?: string): void {
    const slot = this.#slot(name, version);
    if (version === undefined) slot.releases.clear();
    else slot.releases.delete(version);
    for (const [tag, tagged] of slot.tags) if (!slot.releases.has(tagged)) slot.tags.delete(tag);
    const highest = [...slot.releases.keys()].sort(semver.compare).at(-1);
    if (highest !== undefined && !slot.tags.has("latest")) slot.tags.set("latest", highest);
  }

  deprecate(name: string, version: string, message: string): void {
    const slot = this.#slot(name, version);
    const release = slot.releases.get(version);
    if (release !== undefined) slot.releases.set(version, { ...release, deprecated: message });
  }

  setTag(name: string, tag: string, version: string): void {
    this.#slot(name, version).tags.set(tag, version);
  }

  #slot(name: string, version?: string): Slot {
    const slot = this.#slots.get(name);
    if (slot !== undefined && (version === undefined || slot.releases.has(version))) return slot;
    throw new PinError("usage", `the loopback registry holds no ${name}${version === undefined ? "" : `@${version}`}`);
  }
}
