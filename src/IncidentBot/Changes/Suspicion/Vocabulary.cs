using System.Collections.Frozen;

namespace IncidentBot.Changes.Suspicion;

/// <summary>Words that say little, and words that say what a clause is about. English, as operators write it.</summary>
internal static class Vocabulary
{
    /// <summary>Words without any meaning of their own here.</summary>
    public static FrozenSet<string> Empty { get; } = Stems(
        """
        a an and any are as at be been before but by can cannot could did do does each for from get gets had has have he her his how i if
        in into is it its just may me might must my no nobody none nor not now of off on once one only onto or our out over own per she
        should since so some soon still such than that the their them then there these they this those through to too under until up us
        very via was we were what when where which while who why will with without would you your yet also again about after against
        because between both down during else even ever etc few first here instead last like made make many more most much never next
        other others same ms sec min kb mb gb tb mi gi px several than two three four five six seven eight nine ten 000 http https www com
        org net html
        """);

    /// <summary>Words of every incident and of every change: they hardly tell one from another.</summary>
    public static FrozenSet<string> Weak { get; } = Stems(
        """
        error errors fail fails failed failing failure failures request requests response responses user users customer customers client
        clients people service services server servers system systems app apps application api site page pages web host hosts machine
        machines instance instances production prod staging live global region regions new old add added adding update updated change
        changed changes fix fixed use used using show shown shows set sets get return returns answer answers run running runs work works
        working start started starts stop stopped stops status issue issues problem problems incident outage degraded unavailable
        unreachable impact alert alerts monitor monitoring high higher low lower slow slower fast faster long large big small number count
        rate percent share time times minute minutes hour hours second seconds day days today yesterday tonight morning night week month
        year normal usual support team deploy deployed deploys deployment release released rollout roll version build code data name names
        value values key file files list test tests see seen say says said report reported reports find found know look looks come comes
        go goes gone grow grows growing rise rises rising increase increased drop drops show all every everyone everybody whole part parts
        half full open opened close closed main core yaml yml json src lib index1 ts js py go rb java cs sql md txt conf config
        configuration default enable enabled disable disabled on off move moved remove removed return const let var function func def
        class public private static void int string bool true false import package require module self async await throw try catch com org
        io java lang python ruby info warn warning debug fatal level msg ts line caused goroutine trace date host hostname pid unknown
        none object type id ids process call called calling rs kt kts swift php scala clj cljs ex exs erl hs tf hcl erb lua cc cpp hpp hh
        proto textproto html tsx jsx vue ini xml toml cfg tmpl j2 sh ps1 internal cmd pkg modules resources templates roles bin app apps
        """);

    /// <summary>Words that many changes and many incidents have: they tell one from another, but less than a rare one.</summary>
    public static FrozenSet<string> Common { get; } = Stems(
        """
        read reads write writes limit limits result results record records state states session sessions token tokens queue queues message
        messages event events job jobs task tasks worker workers thread threads pool pools connection connections retry retries timeout
        timeouts latency load traffic metric metrics log logs logging query queries table tables column columns row rows index database db
        cache caches node nodes cluster clusters pod pods container containers backend backends frontend endpoint endpoints route routes
        path paths url urls account accounts order orders product products search list lists item items price payment payments checkout
        cart login logins sign network internal external device devices memory cpu disk storage space max min size sizes usage policy
        policies rule rules check checks health route network zone zones link links feature features flag flags model models job batch
        import export send sends sending receive upload download image images video mail email job store stores field fields format
        json schema replica replicas primary leader proxy gateway edge balancer ingress dns domain certificate certificates secret
        secrets key keys join view views group groups call calls screen button form web mobile browser phone customer game games player
        players team room channel channels workspace project projects board document documents report invoice billing plan schedule
        scheduler cron hourly nightly daily script scripts worker sync stream streams consumer producer topic topics partition shard
        shards lock locks transaction transactions commit version versions library client header headers cookie cookies origin
        authentication auth permission permissions role roles access parser parse parsing crash crashes exception exceptions null nil
        empty missing wrong different single multiple online offline capacity quota count counts buffer
        """);

    /// <summary>
    /// What a word is about: symptoms and the things that usually bring them about stand together, so that "x509" meets "rotate the CA".
    /// </summary>
    public static IReadOnlyList<Subject> Subjects { get; } =
    [
        new("sign-in and permissions",
            """
            401 403 accessdenied access denied unauthorized unauthorised forbidden permission permissions authorization authorized login
            logins logged logout signin sso oauth oidc saml jwt token tokens session sessions credential credentials password passwords
            secret secrets rotate rotation iam role roles policy policies acl acls grant grants privilege scope scopes auth authentication
            authenticate identity mfa refused cookie cookies account accounts invalidlogin
            """),
        new("certificates and TLS",
            """
            tls ssl certificate certificates cert certs x509 handshake ca issuer intermediate acme letsencrypt mtls pki truststore
            keystore sni cipher authority chain expire expired expiry renew renewal rotate
            """),
        new("name resolution",
            """
            dns resolver resolve resolves resolved resolv resolution nxdomain servfail zone zones nameserver nameservers record records
            cname ttl lookup lookups getaddrinfo eai domain domains coredns ndots bind dnssec hostname hostnames registrar hickory unbound
            """),
        new("routing between networks",
            """
            bgp route routes routing router routers prefix prefixes advertise advertised advertisement withdraw withdrawn withdrawal
            peering backbone network packet packets loss congestion transit link links switch switches mtu vlan fiber fibre optic optical
            optics anycast interface connectivity partition latency cilium networkd gateway gateways tunnel vpn unicast multicast
            broadcast igmp rack racks spine partitioned datacenter datacenters dc dcs
            maintenance capacity
            """),
        new("what may connect to what",
            """
            firewall port ports connect connection connections refused unreachable timeout acl security sg vpc subnet cidr ingress egress
            allow allowlist deny denied block blocked nat proxy network whitelist blacklist outside inside iptables nftables 110
            econnrefused etimedout
            """),
        new("locks in the database",
            """
            lock locks locked waits wait deadlock deadlocks blocked hang hangs migration migrate alter foreign constraint index vacuum ddl
            backfill transaction transactions statement concurrently query queries long
            """),
        new("the database",
            """
            database databases db postgres postgresql pg mysql mariadb sqlserver oracle mongodb mongo cassandra dynamodb cockroach spanner
            clickhouse query queries table tables row rows column columns shard shards schema migration migrations index indexes read
            reads write writes sql orm select insert delete alter partition partitions
            """),
        new("copies of the database",
            """
            replica replicas replication replicate replicating lag primary primaries secondary standby failover promote promoted promotion
            election elect elections leader quorum cluster consensus raft orchestrator pacemaker patroni backfill bulk node nodes stale
            binlog wal topology ring token range ranges bootstrap join joined instances owners partitioned
            """),
        new("pools of connections",
            """
            pool pools connection connections exhausted exhaustion hikari hikaricp hikaripool pgbouncer max maximum idle socket sockets
            keepalive jdbc pgjdbc driver acquire leak checkout timeout timed psqlexception
            """),
        new("caches",
            """
            cache caches cached caching redis memcached valkey eviction evict evicted ttl stale invalidate invalidation cdn varnish purge
            warm hit hits miss misses maxmemory key keys
            """),
        new("memory",
            """
            memory oom oomkilled killed kill heap leak leaks leaking rss gc garbage swap outofmemoryerror 137 mem ram buffer buffers
            resources limit limits allocation retain session sessions pool thrashing cache gi mi basket baskets whole entire keep kept
            holds
            """),
        new("processor time",
            """
            cpu regex regexp regular expression backtracking pattern loop loops compression compress hash hashing serialize spin load
            throttle throttled throttling rule rules xss waf exhaustion core cores pcre pcre_exec re2 ruleset rulesets signature
            match matching
            detection filter pegged infinite
            """),
        new("space on disks",
            """
            disk disks space enospc full inode inodes volume volumes storage log logs logging debug verbose retention rotate
            logrotate wal output trace
            dump artifact artifacts var tmp body bodies device
            """),
        new("queues",
            """
            queue queues queued kafka rabbitmq sqs pubsub consumer consumers producer lag backlog topic topics broker ack acks acknowledge
            acknowledgement acknowledged worker workers message messages depth amqp stuck partition rebalance deadletter job jobs task
            tasks throughput delivery publish subscriber
            """),
        new("threads, processes and file handles",
            """
            thread threads ulimit descriptor descriptors nofile pids fork forks native worker fleet capacity fd handles process processes
            unable concurrency deadlock mutex lock timing statsd goroutine goroutines flush appender syslog
            """),
        new("values that code does not expect",
            """
            null nil none undefined nullpointer nullpointerexception npe keyerror typeerror attributeerror panic panics panicked unwrap
            exception exceptions parse parser parsing field fields schema serialize serialization deserialize format decode unknown
            missing blank empty enum cast invalid numberformatexception argument pointer dereference crash crashes crashed crashing assert
            segfault fault
            """),
        new("settings that are missing",
            """
            keyerror env environment variable variables var vars setting settings missing fetch boot startup getenv dotenv helm chart
            values secret undefined
            """),
        new("load and limits",
            """
            traffic overload overloaded quota quotas limit limits limited limiter rate ratelimit throttle throttled throttling 429 retry
            retries retrying backoff storm herd thundering concurrency autoscale autoscaling scale scaling capacity surge spike rpm rps
            rpc reconnect exceeded burst demand cascading refresh usage enforcement enforced resource_exhausted exhausted collector
            collectors metering
            register
            """),
        new("proxies and load balancing",
            """
            502 503 504 5xx upstream lb load balancer balancing nginx envoy haproxy proxy target targets group health healthcheck probe
            probes gateway ingress unhealthy backend backends vcl varnish edge edges router timeout timeouts listener weight drain cdn
            fastly
            """),
        new("addresses of pages",
            """
            404 route routes routing url urls path paths redirect redirects rewrite notfound slug
            """),
        new("mail",
            """
            email emails mail mails smtp dkim spf dmarc mailer digest digests bounce bounces unsubscribe sender inbox newsletter send
            sends sent
            """),
        new("payments",
            """
            payment payments pay card cards checkout charge charges acquirer stripe adyen psp invoice invoices billing decline declined
            declines refund refunds wallet wallets authorisation authorization 3ds
            """),
        new("prices",
            """
            price prices pricing tax taxes vat currency currencies discount discounts coupon coupons promotion promotions rounding amount
            amounts fee fees total totals decimal quantity quantities
            """),
        new("search",
            """
            search searches query queries elasticsearch opensearch solr lucene synonym synonyms ranking hit hits result results relevance
            reindex alias analyzer
            """),
        new("dates and clocks",
            """
            timezone zone zones dst clock clocks ntp leap midnight date dates february epoch monotonic utc daylight calendar expiry cron
            expression schedule duration
            """),
        new("scheduled work",
            """
            cron crontab schedule scheduled scheduler hourly nightly daily weekly timer timers job jobs batch periodic recurring script
            scripts unattended cleanup hour nightly settlement
            """),
        new("containers and their hosts",
            """
            pod pods node nodes kubernetes kubelet k8s helm crashloop crashloopbackoff liveness readiness container containers image
            images replicaset daemonset systemd kernel apt ubuntu debian vm vms boot hypervisor restart restarts restarted dyno dynos host
            ami base packer resources 137 calico cni kubeadm kubectl control plane etcd reflector reflectors coredns felix eviction drain
            """),
        new("files and objects",
            """
            upload uploads uploaded download downloads thumbnail thumbnails object objects bucket buckets s3 blob blobs blobstore
            putobject multipart checksum sha256 lifecycle image images
            """),
        new("phones",
            """
            ios android iphone ipad mobile apk store sdk crash push apns fcm phased
            """),
        new("things done twice",
            """
            duplicate duplicates duplicated twice double doubled idempotent idempotency retry retries resend dedup deduplicate redeliver
            again acknowledge acknowledged unacknowledged coupon
            """),
        new("things out of date",
            """
            stale outdated old wrong lag lagging replica replication cache cached consistency inconsistent invalidate refresh moved
            sequence
            """),
        new("bytes and encodings",
            """
            gzip brotli compress compressed encoding charset utf unicode bytes body bodies length truncated decimal parse 64 bit overflow
            """),
        new("signatures",
            """
            signature signatures sign signed signing hmac verify verifies verification canonical raw webhook webhooks digest hash
            """),
        new("things that are gone",
            """
            deleted delete deletes deletion missing gone empty lost truncate truncated cleanup clean drop dropped remove removed removal
            purge purged prune pruned retention deactivate deactivated destroy destroyed decommission bootstrap auto_bootstrap 404 found
            reset uninstall unprovision standalone exist disabled disable revoke revoked janitor
            """),
        new("machines crashing",
            """
            bsod bluescreen bluescreens kernel driver sensor sys page_fault windows reboot reboots firmware panic systemd upgrade channel
            """),
        new("finding other services",
            """
            discovery consul etcd zookeeper eureka endpoint endpoints register registration registry service mesh sidecar xds streaming
            vault kv
            """),
        new("the browser",
            """
            javascript js css bundle browser browsers react chunk chunks asset assets console render rendering blank white screen button
            csp cors dom sheet frontend
            """),
        new("video and calls",
            """
            video videos stream streams streaming playback codec transcode transcoder player hls dash webrtc call calls audio media
            rebuffer
            """),
        new("models and features",
            """
            model models inference feature features bot bots scoring prediction embeddings ml threshold classifier recommendation
            """),
        new("slowness",
            """
            slow slower latency latencies p50 p95 p99 timeout timeouts timed scan scans sequential index indexes n+1 sync blocking
            pagination eager join joins
            """),
        new("what a user sees of others",
            """
            other others tenant tenants isolation leak leaked session keys cache mixed somebody else scope
            """),
        new("headers and cookies",
            "header headers cookie cookies cors csp csrf samesite origin preflight referer content length"),
        new("protocols",
            """
            http2 http3 quic grpc protobuf proto websocket websockets ws socket sockets keepalive upgrade multicast tcp udp handshake
            frame frames serialization contract version json xml
            """),
        new("runtimes and libraries",
            """
            jvm runtime glibc libc openssl kernel jdk golang nodejs library libraries dependency dependencies package packages gem npm pip
            bump upgrade version segfault symbol nosuchmethoderror classnotfound importerror modulenotfound undefined
            """),
        new("numbers that overflow",
            "overflow int32 int64 bigint id sequence 2147483647 integer out range exhausted 32 bit primary key"),
        new("blocking of visitors",
            """
            waf rule rules block blocked blocking captcha bot bots firewall 403 challenge blacklist blocklist allowlist spam url urls geo
            ip ips
            """),
        new("money on accounts",
            """
            ledger balance balances transfer transfers account accounts settlement settlements payout payouts reconciliation booking
            bookings entries
            """),
        new("elections and shutdown",
            "drain draining graceful shutdown sigterm restart restarts rolling rollout terminate termination reconnect sessions leader"),
        new("backups", "backup backups restore restores snapshot snapshots dump retention wal archive recovery"),
        new("imports and exports", "import imports export exports csv upload feed feeds sync syncs batch parser file files format columns"),
        new("positions on maps", "map maps tile tiles geocoder geocoding gps location locations coordinates route routing"),
        new("languages",
            """
            locale locales language languages translation translations i18n unicode utf charset keyboard accent comma decimal
            """),
        new("sent to phones and mailboxes",
            """
            notification notifications push apns fcm sms email emails webhook webhooks deliver delivery delivered digest
            """),
        new("orders and stock",
            """
            order orders trade trades trading stock inventory shipping shipped shipment shipments fulfilment warehouse router gateway
            position positions
            """),
    ];

    /// <summary>A clause with one of these says what is not the matter.</summary>
    public static IReadOnlyList<string> Clearing { get; } =
    [
        " is fine", " are fine", " was fine", " looks fine", " look fine", " is normal", " are normal", " normal again", " as normal",
        " looks normal", " look normal", " is healthy", " are healthy", " looks healthy", " look healthy", " is unaffected",
        " are unaffected", " not affected", " is ok", " are ok", " is okay", " are okay", " works", " work fine", " all is well",
        " are well", " is well", " is green", " are green", " all green", " operational", " is unchanged", " are unchanged", " as usual",
        " as on any", " no spike", " no errors", " no problem", " not it", " not the cause", " ruled out", " unrelated", " not related",
        " is innocent", " no longer suspected", " nothing unusual", " nothing wrong", " no anomal", " not full", " not expired",
        " did not help", " didn't help", " no effect", " still failing after", " still fails after", " stays flat", " is flat",
        " are flat", " flat", " quiet", " idle",
        " within limits", " within normal", " valid until", " is valid", " are valid", " as expected", " in the clear", " no change in ",
        " no difference", " can't matter", " cannot matter", " can't be it", " not needed as", " isn't needed as", " not over-represented",
        " neither is", " log line only", " not in the path", " makes no difference", " looks good", " look good", " n't hit", " not hit",
        "aren't hit", "isn't hit", " no sign of", " isn't it", " wasn't it", " are good", " is good", " steady", " no increase",
    ];

    /// <summary>Those that say that something is not the cause.</summary>
    public static IReadOnlyList<string> RulingOut { get; } =
    [
        " not it", " not the cause", " ruled out", " unrelated", " not related", " is innocent", " no longer suspected", " did not help",
        " didn't help", " no effect", " no difference", " can't matter", " cannot matter", " can't be it", " not needed as",
        " isn't needed as",
        " not over-represented", " neither is", " looked at", " log line only", " not in the path", " to be safe", " makes no difference",
        " isn't it", " wasn't it", " still failing after", " still fails after", " in the clear",
    ];

    /// <summary>What a title of a change says when it can hardly do harm.</summary>
    public static FrozenSet<string> Cosmetic { get; } = Stems(
        """
        docs doc documentation readme changelog typo typos copy copyright wording comment comments spelling footer logo logos icon icons
        emoji font fonts colour colours color colors theme themes banner banners label labels tooltip tooltips illustration illustrations
        blog translation translations sticker stickers avatar avatars screenshot screenshots i18n lint lints linter style styles css
        animation animations spinner text texts strings string badge badges legend sidebar hero tutorial article menu padding margin
        alignment placeholder greeting storybook whitespace formatting prettier editorconfig codeowners license favicon cosmetic rename
        renamed
        """);

    /// <summary>What a title says when it only watches.</summary>
    public static FrozenSet<string> Watching { get; } = Stems(
        """
        log logs logging metric metrics trace tracing traces dashboard dashboards telemetry observability instrumentation analytics alert
        alerts
        """);

    /// <summary>Verbs of changes that take away, switch over or tighten: they do harm more often than those that add.</summary>
    public static FrozenSet<string> Bold { get; } = Stems(
        """
        remove removes removed drop drops dropped delete deletes deleted disable disables disabled enable enables enabled deactivate
        switch switches replace replaces replaced rotate rotates upgrade upgrades upgraded bump bumps migrate migrates migration limit
        limits reduce reduces lower lowers tighten rewrite rewrites retry retries cut cleanup rebuild consolidate reuse reuses instead
        reconnect rollback revert rolling truncate cutover move moves bulk backfill on off resize restart
        """);

    /// <summary>Words of a clause that tells of something that grows or comes back by itself, so that its cause may be older.</summary>
    public static IReadOnlyList<string> Gradual { get; } =
    [
        "steadily", "gradual", "slowly", "climb", "creep", "leak", "accumulat", "for days", "for weeks", "for months", "since monday",
        "since tuesday", "since wednesday", "since thursday", "since friday", "since saturday", "since sunday", "since yesterday",
        "since last", "every hour", "every night", "every day", "each night", "each hour", "full hour", "nightly", "midnight", "over days",
        "over the last days", "builds up", "build up", "grows", "growing", "oomkilled", "out of memory", "wraparound", "daily ",
        "one after another", "one by one", "more each", "more every", "each day", "no space left", "enospc", "inodes", "has expired",
        "for hours", "overnight", "leap", "more and more", "keeps rising", "evenly", "backlog",
    ];

    private static FrozenSet<string> Stems(string words) => Split(words).ToFrozenSet(StringComparer.Ordinal);

    private static IEnumerable<string> Split(string words) =>
        words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(TextTokens.Stem);

    /// <summary>Words that belong to one subject.</summary>
    internal sealed class Subject(string name, string words)
    {
        private readonly FrozenSet<string> names = Split(name.ToLowerInvariant()).ToFrozenSet(StringComparer.Ordinal);

        /// <summary>What it is called in a reason.</summary>
        public string Name { get; } = name;

        /// <summary>The stems.</summary>
        public FrozenSet<string> Words { get; } = Split(words).ToFrozenSet(StringComparer.Ordinal);

        /// <summary>Whether a stem stands in its name, so that it says best what the subject is.</summary>
        public bool IsNamedBy(string stem) => names.Contains(stem);
    }
}
