using System.Text.RegularExpressions;
using IncidentBot.Changes.Suspicion;

namespace IncidentBot.Investigation.Nudges;

/// <summary>What an entry says that somebody did about an incident.</summary>
/// <param name="IsRestart">Whether something is, or is about to be, restarted by somebody.</param>
/// <param name="IsFix">Whether something was done to end the harm.</param>
/// <param name="IsDoubtful">Whether it says that all is well without saying how that is known.</param>
/// <param name="IsChecked">Whether it says how things are by what was looked at, for better or worse.</param>
/// <param name="KeepsEvidence">Whether it says that something was kept which a restart destroys.</param>
internal sealed record SaidAction(bool IsRestart, bool IsFix, bool IsDoubtful, bool IsChecked, bool KeepsEvidence)
{
    /// <summary>Reads an entry's words; the same words always mean the same.</summary>
    public static SaidAction Of(string text) => ActionPhrases.Read(text);

    /// <summary>Whether it claims a fix of which nobody can tell whether it works.</summary>
    public bool IsUntestedFix => IsFix && !IsChecked;
}

/// <summary>The phrases by which actions are recognised. Each reads a text once, however long it is.</summary>
internal static partial class ActionPhrases
{
    private const int MostRead = 2_000;

    private const RegexOptions OnePass = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
        | RegexOptions.NonBacktracking;

    /// <summary>Reads a text.</summary>
    public static SaidAction Read(string text)
    {
        var words = (text.Length > MostRead ? text[..MostRead] : text).Replace('’', '\'');
        var isRestart = Restart().IsMatch(words) && !ByItself().IsMatch(words) && !NoRestart().IsMatch(words);
        var isUnchecked = Unchecked().IsMatch(words);
        return new SaidAction(
            isRestart, !words.TrimEnd().EndsWith('?') && IsDone(words), isUnchecked || Doubt().IsMatch(words),
            !isUnchecked && Checked().IsMatch(words),
            Kept().IsMatch(words) && !NotKept().IsMatch(words));
    }

    // Clause by clause: "rolled back, not checked yet" was done.
    private static bool IsDone(string words) => Clauses.Of(words.Replace(" but ", ", ", StringComparison.OrdinalIgnoreCase)).Any(
        clause => (Restarted().IsMatch(clause) || Fixed().IsMatch(clause)) && !Planned().IsMatch(clause) && !ByItself().IsMatch(clause));

    [GeneratedRegex(
        @"\b(restart(ed|ing)?|reboot(ed|ing)?|power[- ]?cycl(e|ed|ing)|"
            + @"(bounc|recycl)(e|ed|ing) (the |all |all the )?([\w-]{1,40} )?"
            + @"(pods?|service|server|app|application|instances?|nodes?|workers?|it|them|pool)|"
            + @"(kill|killed|killing|delete|deleted|deleting) (the |all |all the |one )?([\w-]{1,40} )?"
            + @"(pods?|process|processes|containers?|instances?|jvm))\b",
        OnePass, 1000)]
    private static partial Regex Restart();

    [GeneratedRegex(
        @"\b(restarted|rebooted|power[- ]?cycled|(bounced|recycled|killed|deleted) |(restart|reboot) (is )?(done|complete|completed|"
            + @"finished))",
        OnePass, 1000)]
    private static partial Regex Restarted();

    // What restarts without anybody's doing.
    [GeneratedRegex(
        @"\b(keeps? (on )?restarting|restart(ed|s|ing)? (itself|themselves|by itself|on its own|in a loop|again and again)|"
            + @"restart(ed|s)? \d{1,6} times|restart (count|counts|loop|policy|limit|counter)|restarts? (are|is) (up|high|rising)|"
            + @"crash ?loop\w{0,10}|"
            + @"restarted (by|after) (kubernetes|k8s|the kernel|systemd|the orchestrator|the kubelet|nomad|ecs|an? oom|being killed)|"
            + @"(kernel|kubernetes|k8s|kubelet|oom[- ]?killer|oom) (has |have )?(restarted|killed|deleted))\b",
        OnePass, 1000)]
    private static partial Regex ByItself();

    [GeneratedRegex(
        @"(\b(not|never|no|without|avoid|avoided|avoiding|instead of|rather than|nobody|cannot|stop)|n't)\b[^.,;!?]{0,25}"
            + @"\b(restart|reboot|bounc|recycl|kill|delet)|\b(restart|reboot)\w{0,3} (isn't|is not|wasn't|not) (needed|necessary|"
            + @"possible|an option)",
        OnePass, 1000)]
    private static partial Regex NoRestart();

    [GeneratedRegex(
        @"\b(rolled (it |them |[\w.-]{1,40} )?back|reverted|rollback (is |was )?(done|complete|completed|finished)|failed over|"
            + @"scaled ([\w-]{1,40} )?(up|out|to)|"
            + @"(raised|lowered|increased|decreased|doubled|tripled|bumped|halved|reduced) (the |its |our )?[^.,;!?]{0,30}"
            + @"(limits?|pool|timeouts?|memory|replicas?|heap|quota|threshold|capacity|size|max|cpu|concurrency|workers|retries)|"
            + @"(flushed|cleared|purged|emptied) (the |its |our )?[^.,;!?]{0,30}(cache|caches|queue|cdn)|"
            + @"(turned|switched|flipped|disabled|enabled|stopped|paused) (off |on )?(the |its |our )?[^.,;!?]{0,30}"
            + @"(flag|flags|toggle|feature|job|cron|backup|retries|consumer|experiment)|"
            + @"(deployed|shipped|pushed|merged|released|applied|rolled out) (the |a |our )?[^.,;!?]{0,30}(fix|hotfix|patch|workaround)|"
            + @"(killed|cancelled|terminated) (the |that |a )?[^.,;!?]{0,30}(query|queries|transaction|session|job)|"
            + @"(blocked|banned) (the |that |those )?[^.,;!?]{0,30}(ips?|address|addresses|senders?|crawler|bot|client)|"
            + @"(renewed|replaced|rotated) (the |its |our )?[^.,;!?]{0,30}(certificates?|certs?|keys?|secrets?|credentials|disk|node)|"
            + @"hotfixed|patched|redeployed|(it's|that) (is )?fixed( it)?|fixed it|fix is (in|out|live|deployed))\b",
        OnePass, 1000)]
    private static partial Regex Fixed();

    [GeneratedRegex(
        @"(\b(will|gonna|going to|about to|should|could|might|let's|lets|shall|want to|wants to|plan|plans|planning|"
            + @"propose|suggest|need to|needs to|needs a|maybe|perhaps|consider|considering|ready to|please|would|if we|once|before|"
            + @"has to be|have to be|to be|being|not|never|nobody|cannot|was (already )?|yesterday|last (week|month|night|time)|"
            + @"ago)|'ll|n't)\b",
        OnePass, 1000)]
    private static partial Regex Planned();

    [GeneratedRegex(
        @"\b((seem|seems|look|looks|appear|appears|feels|sounds|should be|probably|hopefully|i think|apparently|guess)\b[^.;!?]{0,25}"
            + @"\b(fine|ok|okay|good|better|fixed|stable|happy|working|works|recovered|back|healthy|normal|do it|helped)|"
            + @"fingers crossed|hopefully|that should (do|fix|help)|should do it|all good|good now|works? again|working again|"
            + @"fixed( it)?( now)?|problem solved|sorted|it's back|good to go)\b",
        OnePass, 1000)]
    private static partial Regex Doubt();

    [GeneratedRegex(
        @"\b(verified|confirmed|checked|tested|validated|measured|probed|smoke tests?|synthetics?|"
            + @"back to (normal|baseline|the baseline|usual|its usual)|error rates?|p50|p95|p99|graphs?|dashboards?|metrics|"
            + @"no (more |new |further )?(errors|5xx|500s|502s|503s|timeouts|alerts|failures)|errors? (is|are|have|has)? ?(gone|"
            + @"stopped|zero|at zero|down)|"
            + @"latency (is|was|has|back|down|dropped|fell)|alerts? (is |are |has |have )?(resolved|cleared|gone|green)|"
            + @"monitors? (is |are )?green|"
            + @"customers? (confirm|confirms|say|says|can)|requests (succeed|go through|are served)|"
            + @"(did not|didn't) (help|work|change)|no (difference|change|effect|improvement)|still (failing|fails|broken|down|slow|"
            + @"the same|seeing)|"
            + @"same errors?|errors? (continue|continues|came back|are back))\b"
            + @"|\b\d{1,9}([.,]\d{1,6})? ?(%|percent\b|ms\b|rps\b|req/s|errors?\b|5xx\b)",
        OnePass, 1000)]
    private static partial Regex Checked();

    [GeneratedRegex(
        @"(\b(not|never|nobody|un|without|yet to|still (to|need to|have to)|need to|needs to|to be|will|let me|let's|should|have to|"
            + @"going to|"
            + @"someone|somebody|anyone|please|can you|could you|who can|haven't|hasn't|before we)|n't|'ll)\b[^.,;!?]{0,25}"
            + @"\b(verif|check|test|confirm|validat|measur|look at)|\b(unverified|untested|unconfirmed|unchecked)\b",
        OnePass, 1000)]
    private static partial Regex Unchecked();

    [GeneratedRegex(
        @"\b((heap|thread|core|memory)[ -]?dumps?|hprof|jstack|jmap|goroutine (dump|profile)|flame ?graph|"
            + @"(saved|kept|copied|captured|collected|took|taken|grabbed|exported|archived|downloaded|stored) [^.;!?]{0,40}"
            + @"(logs?|dumps?|screenshots?|graphs?|profiles?|state|evidence|traces?|snapshots?|image)|"
            + @"(logs?|dumps?|screenshots?|snapshots?|evidence|profiles?) (is|are|was|were)? ?(saved|kept|taken|copied|captured|"
            + @"collected|stored))\b",
        OnePass, 1000)]
    private static partial Regex Kept();

    [GeneratedRegex(
        @"(\b(no|not|never|without|forgot|lost|missing|needs?|should|could|will|let's|please|can someone)|n't)\b[^.,;!?]{0,30}"
            + @"\b(dumps?|logs?|screenshots?|snapshots?|evidence|profiles?|traces?)\b|\b(dumps?|logs?|evidence) (is|are|was|"
            + @"were) (gone|lost|missing)\b",
        OnePass, 1000)]
    private static partial Regex NotKept();
}
