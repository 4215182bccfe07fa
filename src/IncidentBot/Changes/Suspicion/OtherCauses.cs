using System.Collections.Frozen;

namespace IncidentBot.Changes.Suspicion;

/// <summary>Causes that are no change of ours: how they are told, and which changes would explain the same words.</summary>
internal static class OtherCauses
{
    private const string Trouble =
        """
        outage degraded degradation disruption disrupted investigating incident incidents down unavailable elevated trouble failing
        failure broken errors problem problems 503 500 issue issues maintenance
        """;

    private const string ClearTrouble =
        "outage degraded degradation disruption disrupted investigating incident incidents unavailable maintenance";

    private const string Providers =
        """
        provider providers vendor vendors carrier carriers isp telco supplier acquirer bank banks processor registrar aws amazon azure gcp
        google microsoft cloudflare fastly akamai stripe adyen paypal braintree twilio sendgrid mailgun okta auth0 github npm pypi
        dockerhub snowflake digitalocean ovh hetzner equinix visa mastercard plaid shopify salesforce openai letsencrypt telia cogent
        level3 comcast
        """;

    private const string Says = "status statuspage confirms confirmed acknowledged acknowledges announced posted dashboard";

    /// <summary>The name of the kind that is about traffic.</summary>
    public const string Traffic = "traffic";

    /// <summary>All kinds.</summary>
    public static IReadOnlyList<OtherCause> All { get; } =
    [
        new("provider", "a provider is in trouble",
            "provider vendor partner sdk failover adapter acquirer upstream region",
            [
                "third party", "third-party", "'s status page", "their status page", "status page of", "support case", "health dashboard",
                "by the provider", "on their side", "on their end", "without notice", "their changelog", "provider:", "provider case",
                "provider ticket", "ticket with the provider", "case opened with", "they confirm", "they confirmed",
                "their engineer", "nothing on our side", "provider's default", "cloud's", "they're raising", "they are raising",
                "they can't",
                "own demo page", "their demo page", "own website fails", "their portal", "other merchants", "another merchant",
                "colleague's company",
                "another company's", "competitors are", "downdetector", "the whole industry", "same from the vendor", "unpaid",
                "suspended by",
                "cause=suspended", "account was suspended", "only carrier", "stat:enroute", "dlrs for", "released tonight",
                "released today",
                "same build on", "same app build", "same image on", "auto-updated", "automatic update of", "app store",
                "phone hotspot", "from my phone", "from a phone", "from outside our", "down for everyone", "their own terminal",
                "their own virtual",
                "vendor json", "vendor api", "sunset", "used to be in their", "changed their api",
                "same at another", "another retailer", "another company", "other customers of", "hosting company",
                "on the provider's side",
            ],
            [
                ["provider providers vendor vendors carrier carriers isp telco acquirer", ClearTrouble], [Providers, Says, Trouble],
                ["upstream external outside", "outage incident degraded provider"],
                ["ios android chrome safari firefox edge windows macos", "released"],
                ["carrier operator isp telco msisdn", "suspended blocked barred enroute undelivered only"],
                ["hub registry acquirer psp vendor provider their third-party", "500 502 503 504 service_unavailable unavailable hangs"],
                ["vendor their provider upstream partner", "changelog sunset deprecated deprecation"],
            ]),
        new(Traffic, "far more traffic than usual",
            """
            retry retries retrying cache caching ttl polling poll refresh prefetch reconnect limit limiter ratelimit autoscale autoscaling
            backoff
            """,
            [
                "traffic is up", "traffic up", "load is up", "times normal", "times the usual", "times the normal", "times the highest",
                "times as many", "times more", "times last", "times our", "times what", "times higher", "double the usual",
                "twice the usual",
                "twice as many", "of the usual traffic", "x normal", "x the usual",
                "-fold", "ddos", "tbps", "gbps of", "tv ad", "marketing campaign", "flash sale", "black friday", "launch day",
                "peak load",
                "on sale at", "credential stuffing", "brute force", "brute-force", "super bowl", "denial of service", "hug of death",
                "source addresses", "source ips", "from everywhere", "nf_conntrack", "conntrack table", "random query", "one asn",
                "x requests",
                "syn flood", "front page of", "gone viral", "went viral", "hammering", "on tv", "tv show", "on the news",
                "first working day",
                "back to school",
                "newsletter went", "push notification to all", "traffic went from", "more than ever", "highest ever", "all-time high",
                "all time high", "as many as", "we had max", "never had so many", "x more", "x as many", "ticket sale", "presale",
                "pre-sale",
            ],
            [
                [
                    "traffic requests load users visitors signups sign-ups logins concurrent demand connections",
                    "spike surge influx flood record unprecedented viral peak fold doubled tripled unusual abnormal",
                ],
                [
                    "spam spammer crawler crawlers scraper scrapers scraping botnet bots attack attackers abuse abusive"
                        + " amplification reflection",
                    "traffic requests load ips accounts addresses hammer hammering snippets flood looks from",
                ],
            ]),
        new("certificate", "something ran out of its date",
            """
            certificate certificates cert certs tls ssl ca acme letsencrypt renew renewal rotate rotation intermediate issuer truststore
            domain dnssec
            """,
            ["notafter", "valid-to", "not after", "certificate has expired", "certificate expired", "registration lapsed",
            "not valid after", "signatures expire", "ran out yesterday", "ran out today", "ran out tonight"],
            [
                [
                    "certificate cert certificates certs license licence domain registration signature signatures key"
                        + " contract subscription card"
                    + " root intermediate",
                    "expired expires expiry lapsed expiration",
                ],
                ["whois", "expired lapsed registration redemption hold"],
            ]),
        new("disk", "a disk is full",
            """
            log logs logging debug verbose retention dump wal backup disk volume storage artifact artifacts tmp vacuum autovacuum snapshot
            body bodies
            """,
            ["no space left", "' is full", "enospc", "out of disk", "out of inodes", "outgrown", "outgrew", "wraparound"],
            [["disk disks volume filesystem inodes inode /var /data drive", "full exhausted 100 99 98 space capacity"]]),
        new("quota", "a quota or limit is reached",
            "quota quotas limit limits retry retries batch polling concurrency pool parallel autoscale capacity",
            [
                "quota exceeded", "exceeded quota", "account limit", "billing limit", "service limit", "connection limit", "at its limit",
                "limitexceeded", "insufficientinstancecapacity", "account suspended", "reached the limit", "limit reached",
                "limit of our plan",
                "hit the limit", "hit a limit", "hard limit", "32-bit", "2147483647", "2147483648", "4294967295",
                "end of the number range",
                "ran out of ids", "out of range value", "max file size", "maximum file size", "file too large", "ext3",
            ],
            [
                ["quota quotas", "exceeded exhausted reached over used limit"],
                ["plan license licence contract subscription account", "limit exceeded exhausted suspended"],
                ["insufficient", "capacity"],
            ]),
        new("lost machine", "a machine, zone or line is lost",
            """
            node nodes kernel ami drain kubelet autoscale instance instances hypervisor firmware switch optics optical optic replace
            maintenance driver image images network networking failover
            """,
            [
                "loss of signal", "report los", "reports los", " otdr", "rx power", "light level", "excavator", "backhoe", "dredger",
                "uncorrectable",
                "mce:", "bmc reports", "ups battery", "pdu ", "breaker ", "water in", "overheat",
                "raid controller", "loss of all disks", "no ping", "availability zone", "one az", "az lost", "zone outage",
                "lost its link",
                "spot instances", "fire in", "severe weather", "power:", "machine check", "i/o error", "hardware", "top of rack",
                "top-of-rack",
            ],
            [
                [
                    "node nodes host hosts server servers machine machines instance instances hypervisor rack zone disk"
                        + " disks nic switch line link"
                    + " cable",
                    "lost died preempted retired retirement reclaimed cut fault faulty",
                ],
                [
                    "power utility ups generator cooling temperature chiller",
                    "loss lost failure failed outage cut high alarm tripped switched",
                ],
                ["fiber fibre cable", "cut damaged severed"],
                ["lightning fire flood storm earthquake", "centre center strike strikes grid site building facility datacenter"],
            ]),
        new("schedule", "it follows the clock",
            """
            cron crontab schedule scheduled scheduler hourly nightly daily timer job jobs batch backup timezone zone clock date dates time
            monotonic
            """,
            [
                "clocks went", "clock went", "clock change", "00:00 utc", "00:00:00 utc", "day is out of range", "since midnight",
                "29 february", "february 29", "29 feb", "feb 29",
                "set my clock", "set the clock", "wrong clock", "leap second", "leap day", "leap year", "clocks changed",
                "daylight saving", "summer time", "winter time", " dst", "2038",
                "every day at", "every night at", "each night at", "same time every", "same time yesterday", "same time as",
                "last week at the same",
                "month end", "end of month", "end of the month", "year end", "end of year", "scheduled maintenance", "batch window",
                "midnight utc exactly", "exactly at midnight", "first of the month", "new year",
            ],
            [["nightly scheduled weekly monthly daily", "backup backups compaction vacuum maintenance job batch report"]]),
        new("data", "somebody's data or use is unusual",
            "import imports upload uploads parser parse tenant tenants batch script customer",
            ["million rows", "one tenant", "rm -rf", "wrong host", "human error", "operator error", "by mistake", "accidentally",
                "by hand in the console", "deleted in the console", "manual change in",
                "somebody removed", "someone removed", "audit log shows", "cloudtrail"],
            [
                [
                    "tenant customer user account client merchant partner",
                    "single imported uploaded huge poison malformed enormous million millions",
                ],
                ["poison malformed corrupt", "message messages event events file record input payload"],
            ]),
        new("older versions", "what was not changed fails too",
            "",
            [
                "old releases", "older releases", "old versions", "older versions", "every version", "all versions", "previous version",
                "versions back", "version before", "still on the old", "hosts still on", "still on friday", "still on yesterday",
                "outside fail", "had no update", "have had no update", "not updated", "without the change", "without the new",
                "new and old", "old and new", "both old", "both the old", "untouched", "that never got", "didn't get the",
                "did not get the",
                "has the same release", "has same release", "have the same release", "on both versions", "any version",
                "whatever version",
            ],
            []),
        new("no change", "it was noted that nothing was changed",
            "",
            [
                "no query or schema", "in no deploy", "isn't in any deploy", "last week's branch", "autoanalyze",
                "automatic analyze", "plan flipped", "plan changed",
                "nobody deployed", "nothing was deployed", "nothing deployed", "nothing changed", "nothing was changed",
                "not deployed since",
                "before any deploy", "change freeze", "freeze in place", "hasn't been deployed", "wasn't deployed", "last deployed a",
                "last deployed on", "last deployed days", "last deploy was", "last change was", "haven't deployed",
                "no deploy", "no release ", "no releases", "no rollout", "without a deploy", "without any deploy", "nothing was released",
                "no changes", "no change of ours", "no change was", "no change since", "no change today", "no change on our",
                "no config change",
                "no recent change", "no code change", "nobody changed", "nobody touched", "nothing was touched",
            ],
            []),
    ];

    /// <summary>One kind of cause that is no change of ours.</summary>
    internal sealed class OtherCause(
        string name, string words, string explainedBy, IReadOnlyList<string> phrases, IReadOnlyList<IReadOnlyList<string>> together)
    {
        private readonly FrozenSet<string> explains = Stems(explainedBy);
        private readonly IReadOnlyList<IReadOnlyList<FrozenSet<string>>> groups =
            [.. together.Select(one => (IReadOnlyList<FrozenSet<string>>)[.. one.Select(Stems)])];

        /// <summary>Its name, as the documentation has it.</summary>
        public string Name { get; } = name;

        /// <summary>What it says, in a sentence.</summary>
        public string Words { get; } = words;

        /// <summary>What tells of it in this clause: a phrase, or words that stand together; null: nothing does.</summary>
        /// <param name="lower">The clause in lower case, with a space at both ends.</param>
        /// <param name="stems">Its words by their stems, as they stand there.</param>
        /// <param name="own">Names of the affected services: whose own trouble is no provider's.</param>
        public string? FindIn(string lower, IReadOnlyDictionary<string, string> stems, IReadOnlySet<string> own)
        {
            if (Clauses.IsTriedInVain(lower) || lower.Contains("dead man", StringComparison.Ordinal))
                return null;

            foreach (var phrase in phrases)
            {
                if (lower.Contains(phrase, StringComparison.Ordinal) && !Clauses.IsDenied(lower, phrase))
                    return phrase.Trim(' ', ':', '\'');
            }

            foreach (var group in groups)
            {
                var found = group.Select(set => stems.Keys.Where(stem => set.Contains(stem) && !own.Contains(stem))
                    .Min(StringComparer.Ordinal)).ToList();
                if (found.TrueForAll(stem => stem is not null) && !Clauses.IsDenied(lower, stems[found[0]!].ToLowerInvariant()))
                    return string.Join(" \u2026 ", found.Select(stem => stems[stem!]).Distinct(StringComparer.Ordinal));
            }

            return null;
        }

        /// <summary>Whether a change with such a word would explain what was seen.</summary>
        public bool IsExplainedBy(string stem) => explains.Contains(stem);

        private static FrozenSet<string> Stems(string words) =>
            words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(TextTokens.Stem).ToFrozenSet(StringComparer.Ordinal);
    }
}
