using System.Text.RegularExpressions;

namespace IncidentBot.Postmortem.Facts;

/// <summary>
/// Tells by its words what a sentence from the chat claims; English only. Where it is not sure, it claims less: the draft then asks.
/// </summary>
internal static partial class Claims
{
    private const RegexOptions OnePass =
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture;

    // A pasted log claims nothing after this many characters.
    private const int MostRead = 1_000;

    /// <summary>Whether it is a guess or a question, which is never told as a fact, a decision or a cause.</summary>
    public static bool IsHedged(string text) => Head(text) is var words && (Question().IsMatch(words) || Unsure().IsMatch(words));

    /// <summary>Whether its words are those of a guess, whether or not it is a question.</summary>
    public static bool IsUnsure(string text) => Unsure().IsMatch(Head(text));

    /// <summary>Whether it says that service is back.</summary>
    public static bool StatesRecovery(string text) =>
        Head(text) is var words && Recovery().IsMatch(words) && !NotRecovered().IsMatch(words) && !IsHedged(words);

    /// <summary>Whether it says that something is not the cause.</summary>
    public static bool RulesOut(string text) => Head(text) is var words && RuledOut().IsMatch(words) && !IsHedged(words);

    /// <summary>Whether it says that something which was tried did not help.</summary>
    public static bool TellsOfFailedAttempt(string text) =>
        Head(text) is var words && FailedAttempt().IsMatch(words) && !IsHedged(words);

    /// <summary>Whether it tells of what users or requests suffered.</summary>
    public static bool TellsOfHarm(string text) => Harm().IsMatch(Head(text));

    /// <summary>Whether it names people or requests that were affected.</summary>
    public static bool NamesAffected(string text) => Affected().IsMatch(Head(text));

    /// <summary>Whether it says outright what the cause is.</summary>
    public static bool NamesCause(string text) => Head(text) is var words && Cause().IsMatch(words) && !IsHedged(words)
        && !RulesOut(words);

    /// <summary>How many words in it tell how something breaks; 0: none.</summary>
    public static int Mechanisms(string text) => Mechanism().Count(Head(text));

    /// <summary>How many words in it tell of something that changed; 0: none.</summary>
    public static int Changes(string text) => Changed().Count(Head(text));

    /// <summary>Whether it tells of how much is asked for, which is a trigger rather than harm.</summary>
    public static bool TellsOfTraffic(string text) => Traffic().IsMatch(Head(text));

    /// <summary>Whether it begins with a word for what was said before, and so isn't understood alone.</summary>
    public static bool PointsBack(string text) => text.Split(' ', 2)[0].ToLowerInvariant() is "they" or "it" or "this" or "that" or "these";

    /// <summary>Whether it says that something was decided.</summary>
    public static bool TellsOfDecision(string text) => Decision().IsMatch(Head(text));

    /// <summary>Whether it tells of something that was done, or is to be done, against the harm.</summary>
    public static bool TellsOfRepair(string text) => Head(text) is var words && (Repair().IsMatch(words) || Decision().IsMatch(words));

    /// <summary>Whether it tells of something that held people up: missing access, a wrong runbook, waiting for others.</summary>
    public static bool TellsOfStruggle(string text) => Struggle().IsMatch(Head(text));

    /// <summary>Whether it tells of something that limited the harm and that nobody had planned for this.</summary>
    public static bool TellsOfLuck(string text) => Luck().IsMatch(Head(text));

    /// <summary>Whether it says that something is lost for good.</summary>
    public static bool TellsOfLoss(string text) => Loss().IsMatch(Head(text));

    /// <summary>Whether it has a number that is more than a name or a time.</summary>
    public static bool HasNumber(string text) => Number().IsMatch(Head(text));

    private static string Head(string text) => text.Length <= MostRead ? text : text[..MostRead];

    [GeneratedRegex(
        @"\b(maybe|perhaps|possibly|probably|presumably|apparently|supposedly|might|could (be|have|it)|may (be|have)|"
            + @"(I|we) (think|guess|believe|suspect|assume|wonder)|i'd (say|guess)|my (guess|hunch|theory|bet)|guess(ing)?|"
            + @"hunch|suspect(ed|s)?|"
            + @"suspicion|wonder(ing)?|looks? like|seems?|appears? to|not sure|unsure|unclear|no idea|first idea|idea:|"
            + @"hypothes[ei]s|theory|"
            + @"(most )?likely|what if|let's see|if it (is|was)|hopefully|should be (fine|ok|fixed))\b",
        OnePass, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Unsure();

    // Not that of an address.
    [GeneratedRegex(@"\?(\s|$|[)""”*_])", OnePass, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Question();

    [GeneratedRegex(
        @"\b(back to (normal|usual|baseline|green|healthy|0)|((is|are|was|were|all|now|service|everything) )+back\b|"
            + @"recover(ed|y complete)|"
            + @"restored|(normal|nominal|healthy|stable|green|clean|fine|working|works?|up|online|reachable|balanced|"
            + @"ok) (again|now|since)|"
            + @"(is|are|looks|rates?|errors?|latency|traffic|answers|all) (normal|nominal|healthy|stable|green|balanced)|"
            + @"(normal|nominal) (error|latency|rate|level|traffic)|(errors?|alerts?) (is|are|have) (gone|cleared|stopped|down to)|"
            + @"(can|could) (pay|log in|search|order|buy|use|post|push) again|resolved|outage (is )?over|fixed|returned to normal|"
            + @"all clear|(works?|working|operat(es|ing)|runs?|running) normally|no (more|further|new) errors?)\b|"
            + @"\berrors? (back )?(to|at) (0|zero)",
        OnePass, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Recovery();

    [GeneratedRegex(
        @"\b(not|isn't|aren't|wasn't|never|no longer|won't|doesn't|don't|hasn't|haven't|can't) (\w+ ){0,3}"
            + @"(back|recover(ed)?|restored|normal|nominal|healthy|stable|resolved|fixed|working|clean|help(ed|ing)?)\b|"
            + @"\bstill (\w+ ){0,2}(fail\w*|down|broken|high|slow|errors?|elevated|unstable|red|degraded)\b|"
            + @"\b(will|going to|expect\w*|once|until|before|when) (\w+ ){0,4}(back|recover\w*|restored|normal|resolved|"
            + @"fixed|stable|healthy)\b|"
            + @"\b(worse|unstable)\b|\b(first|one|1|single) (host|node|pod|instance|region|cluster)\b",
        OnePass, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NotRecovered();

    [GeneratedRegex(
        @"\b(ruled? (it |that |this )?out|(is|was|are|were|it's|that's) not (it|the (cause|culprit|problem|reason|issue))|"
            + @"(isn't|wasn't|aren't|weren't) (it|the (cause|culprit|problem|reason|issue))|not the (cause|culprit|problem|reason|issue)|"
            + @"(is|was|are|were|looks?) (innocent|unrelated|unaffected)|not related|nothing to do with|no spike|false lead|dead end|"
            + @"(didn't|did not|doesn't|does not) (explain|cause)|not caused by|(has|have|had) (no part|nothing to do))\b",
        OnePass, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RuledOut();

    [GeneratedRegex(
        @"\b((has|have|had|with|showed|took) no effect|(didn't|did not|doesn't|does not) (help|work|change anything|fix|"
            + @"make a difference)|"
            + @"no (improvement|difference|change)|in vain|without (effect|success|output)|hangs?|hung|rolled back again|"
            + @"(fail|failed|fails|failing) (in the same way|again|too|as well)|made (it|things) worse|(estimate|guess|"
            + @"assumption) was wrong|"
            + @"wrong by|too (few|small|little|short|late)|not enough|runs on \S+, not)\b",
        OnePass, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FailedAttempt();

    [GeneratedRegex(
        @"\b(users?|customers?|visitors?|clients?|merchants?|tenants?|people|buyers?|players?|subscribers?|everyone|nobody)\b|"
            + @"\b(site|service|api|login|checkout|search(es)?|orders?|payments?|requests?|queries|answers?|lookups?|pages?|"
            + @"calls?|jobs?) "
            + @"(\w+ ){0,3}(fail\w*|down|unavailable|unreachable|slow|broken|time\w* out|hang\w*|lost|missing)\b|"
            + @"\b(is|are|was|were) (also |badly |heavily )?(affected|degraded|impaired|disrupted)\b|"
            + @"\b(outage|downtime|data loss|lost|already gone|p(50|9\d+)|unavailable|SERVFAILs?|5\d\ds?|5xx|4\d\ds|"
            + @"error rate|error share|errors above|down)\b",
        OnePass, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Harm();

    [GeneratedRegex(
        @"\b(users?|customers?|visitors?|clients?|merchants?|tenants?|buyers?|players?|subscribers?|everyone|all (\w+ )?(fail|down)|"
            + @"(orders?|payments?|requests?|queries|searches|lookups?|answers?|checkouts?|logins?|site)\b)|\d+(\.\d+)? ?%|"
            + @"\b(is|are|was|were) (also |badly |heavily )?(affected|degraded|impaired|disrupted)\b",
        OnePass, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Affected();

    [GeneratedRegex(
        @"\b(root cause|causes? (named|found|is|was|identified)|the cause|caused by|because|due to|culprit|the reason (is|was)|"
            + @"triggered by|that('s| is) (why|the cause)|led to|responsible for)\b",
        OnePass, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Cause();

    [GeneratedRegex(
        @"\b(leak\w*|exhaust\w*|overload\w*|killed|out of (memory|disk|space|connections|descriptors)|full|deadlock\w*|lock(s|ed|-up)?|"
            + @"expired?|crash\w*|race|regression|misconfig\w*|mismatch|corrupt\w*|overflow\w*|timeouts?|refused|missing|removed|deleted|"
            + @"removal|empty|silent(ly)?|stale|wrong|bug|infinite|loop|retries|retry storm|cascad\w*|saturat\w*|throttl\w*|limit|"
            + @"confirms?|unknown|dropped|ran against|disabled|never|stores?|doubled?)\b",
        OnePass, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Mechanism();

    [GeneratedRegex(
        @"\b(deploy(s|ed|ment)?|release[ds]?|rollout|rolled out|went live|reached production|config(uration)?|flag|migrat\w+|cron|"
            + @"job|rename[ds]?|remov(e|es|ed|al)|delet\w+|drop(s|ped)|expir(e|es|ed)|certificate|traffic|spike[ds]?|surge[ds]?|"
            + @"\w+[- ]fold|doubled|tripled|upgrade[ds]?|update[ds]?|patch(ed)?|firewall|rule|dns|failover|restart(s|ed)?|"
            + @"switch(ed|es)?|enabled?|disabled?|began|begins|starts?|started|replac(e|es|ed|ing|ement)|swap(s|ped)?|maintenance|"
            + @"disconnect(s|ed)?|unplug(s|ged)?|cutover|rotat(e|es|ed|ion)|resiz(e|es|ed)|truncat(e|es|ed)|import(s|ed)?|backfill(s|ed)?|"
            + @"reboot(s|ed)?|reload(s|ed)?|purg(e|es|ed)|appl(y|ies|ied)|merg(e|es|ed)|lower(s|ed)?|reduc(e|es|ed)|reindex(es|ed)?)\b",
        OnePass, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Changed();

    [GeneratedRegex(@"\b(traffic|load|\w+[- ]fold|spikes?|surges?)\b", OnePass, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Traffic();

    [GeneratedRegex(@"\b(decid(e|es|ed|ing)|decision|we (will|go with)|agreed)\b", OnePass, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Decision();

    [GeneratedRegex(
        @"\b(roll(s|ed|ing)? (\w+ )?back|rollback|revert(s|ed|ing)?|restor(e|es|ed|ing)|restart(s|ed|ing)?|rais(e|es|ed|ing)|"
            + @"scal(e|es|ed|ing)|add(s|ed|ing)?|doubl(e|es|ed|ing)|mov(e|es|ed|ing)|sends?|sent|sending|redirect(s|ed|ing)?|"
            + @"drain(s|ed|ing)?|stop(s|ped|ping)?|block(s|ed|ing)?|disabl(e|es|ed|ing)|turn(s|ed|ing)? off|switch(es|ed|ing)?|"
            + @"fail(s|ed|ing)? over|increas(e|es|ed|ing)|throttl(e|es|ed|ing)|delet(e|es|ed|ing)|flush(es|ed|ing)?|saved?|back to)\b",
        OnePass, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Repair();

    [GeneratedRegex(
        @"\b(no (access|permission|rights|credentials)|permission denied|access denied|not allowed|(don't|do not|doesn't) have "
            + @"(access|permission|rights)|lock(ed)? out|can(no|')t (log ?in|access|find|reach|connect|open|get)|"
            + @"cannot (log ?in|access|find|"
            + @"reach|connect|open|get)|can(no|')t be (changed|updated|edited|reached|read|opened|used)|"
            + @"(runbook|docs?|documentation|wiki|page|diagram|dashboard|playbook|instructions?|list) (is|was|are|were) "
            + @"(wrong|out of date|outdated|missing)|(out of date|outdated) (runbook|docs?|documentation|wiki|page|diagram|"
            + @"dashboard|playbook|instructions?|list)|no runbook|"
            + @"(steps?|command|link|page|dashboard) (\w+ ){0,3}(is|was|are|were|does|do) (\w+ ){0,2}(wrong|missing|broken|"
            + @"gone|not work|not exist)|waiting (for|on)|"
            + @"nobody (knows|knew)|who (knows|owns)|no alert|not documented|undocumented|hangs without)\b",
        OnePass, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Struggle();

    [GeneratedRegex(
        @"\b(luck(y|ily)?|fortunate(ly)?|by chance|by accident|coincidence|happened to|canary|only (one|1|a single) "
            + @"(host|node|pod|region|instance|customer)|snapshot|staging copy|still (had|have) a copy|a copy (from|of)|was awake|"
            + @"still at work|off-peak|low traffic|weekend|outside (office|business) hours)\b",
        OnePass, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Luck();

    [GeneratedRegex(
        @"\b(data loss|(is|are|was|were) (\w+ )?(lost|gone)|lost (\w+ ){0,3}(data|rows?|orders?|messages?|files?|changes|"
            + @"money|revenue))\b",
        OnePass, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Loss();

    [GeneratedRegex(
        @"(^|\s|[(~<>≈])\d[\d,.]*( ?%|k\b|M\b|\s+(\w+\s+){0,2}(users?|customers?|orders?|requests?|errors?|queries|sessions?|searches|"
            + @"payments?|rows?|GB|TB|EUR|USD|euros?|dollars?|hosts?|regions?|services?|clusters?|messages?|calls?)\b|"
            + @"-fold|\s+(thousand|million|billion)\b)|\b\d{1,3}(,\d{3})+\b|"
            + @"[$€£]\s?\d|\b\d[\d,.]* ?(ms|s)\b",
        OnePass, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();
}
