using System.Collections.Frozen;

namespace IncidentBot.Investigation.Hypotheses;

/// <summary>
/// The words by which a hypothesis that can be tested is told from one that can't; in small letters and their plain form.
/// </summary>
internal static class HypothesisWords
{
    /// <summary>What a hypothesis can be about; not what every system has, such as a service or memory.</summary>
    public static FrozenSet<string> Components { get; } = Of(
        """
        database db postgres postgresql mysql mariadb oracle sqlserver mongo mongodb dynamodb cassandra redis memcached elasticsearch
        opensearch cache pool queue broker kafka rabbitmq topic partition consumer producer worker thread index table query statement
        transaction replica primary shard volume node host pod container cluster sidecar kubelet ingress balancer lb proxy nginx envoy
        haproxy gateway cdn dns resolver certificate cert tls firewall subnet vpc endpoint api route handler controller scheduler cron
        cronjob job
        backup batch webhook session cookie token socket connection descriptor filesystem bucket s3 lambda function cpu-limit heap gc
        collector lock mutex semaphore breaker limiter rate-limiter parser serializer client sdk driver library dependency image registry
        checkout login search cart basket payment billing order inventory catalog catalogue invoice subscription notification mailer
        stripe paypal twilio auth0 okta github cloudflare fastly akamai aws gcp azure
        """);

    /// <summary>Parts of a name that say that it is one.</summary>
    public static FrozenSet<string> Places { get; } = Of(
        "service svc server app web api prod production staging canary eu us east west read write master main v1 v2 v3");

    /// <summary>What a component does by which something breaks.</summary>
    public static FrozenSet<string> Mechanisms { get; } = Of(
        """
        scan drain exhaust leak deadlock block starve evict overflow throttle expire kill oom reject drop truncate saturate loop recurse
        race misconfigure flood hammer hold duplicate corrupt overwrite skew drift fragment rebuild reindex compact vacuum flush swap spill
        allocate fill full empty stale missing misroute reroute refuse serialize serialise contend contention retry resolve point cap exceed
        hit reach invalidate poison pin pile accumulate backlog lag split-brain failover elect rebalance revoke strip ignore
        """);

    /// <summary>The same, in two words.</summary>
    public static FrozenSet<string> MechanismPairs { get; } = Pairs(
        """
        runs out|ran out|running out|run out|out of|too small|too low|too few|too short|too many|too large|full scan|table scan|not closed
        never closed|not released|never released|not given|never given|points to|pointing to|waits for|waiting for|wait for|no index
        no limit|no timeout|no longer|over limit|at limit|storm of|returns null|returned null|sends twice|runs twice|runs at|locks the
        locks rows
        locked by|locked the|queue up|queues up|piles up|picks up|grows without|opens a|opens too|lost quorum|loses quorum|wrong region
        wrong key|wrong certificate|old address|old key|not rotated|n+1 query|n+1 queries|per request
        """);

    /// <summary>What somebody changed, as a thing that can be looked up and taken back.</summary>
    public static FrozenSet<string> Changes { get; } = Of(
        """
        deploy deployment release rollout migration merge commit upgrade downgrade rollback flag toggle patch hotfix pr refactoring refactor
        config configuration setting cutover
        """);

    /// <summary>That something was changed; what, the rest has to say.</summary>
    public static FrozenSet<string> ChangeVerbs { get; } = Of(
        """
        change raise lower rename remove add enable disable switch rotate bump replace introduce increase decrease reduce update move resize
        """);

    /// <summary>What was seen.</summary>
    public static FrozenSet<string> Symptoms { get; } = Of(
        """
        slow slower latency error fail failure timeout down crash restart stuck spike degrade unavailable outage 500 502 503 504 5xx 4xx 429
        double triple doubled tripled rise grow drop climb high higher
        """);

    /// <summary>The same, in two words.</summary>
    public static FrozenSet<string> SymptomPairs { get; } = Pairs("times out|timed out|timing out|went up|goes up|went down");

    /// <summary>Words by which people say that they don't know what changed.</summary>
    public static FrozenSet<string> Indefinite { get; } = Of(
        "something somehow somewhere somebody someone anything stuff things whatever weird");

    private static FrozenSet<string> Of(string words) =>
        words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    private static FrozenSet<string> Pairs(string pairs) => pairs.Split(['|', '\n'], StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Trim()).ToFrozenSet(StringComparer.Ordinal);
}
