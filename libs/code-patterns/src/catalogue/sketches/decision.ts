import { sketch } from './sketch';

export const VALIDATION = sketch(`
class NodeParcelCheckCompute(NodeCompute):
    """Finds everything that is wrong with a parcel label."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)

    async def execute_compute(self, label: ModelParcelLabel) -> ModelFindings:
        """Returns all findings, not only the first; an empty list means valid."""
        findings: list[str] = []
        if not label.postcode.isdigit():
            findings.append("postcode: digits only")
        if label.weight_grams <= 0:
            findings.append("weight_grams: must be above zero")
        return ModelFindings(findings=findings, is_valid=not findings)
`);

export const SCORING = sketch(`
class NodeLeadScoreCompute(NodeCompute):
    """Rates how promising a lead is."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)

    async def execute_compute(self, lead: ModelLead) -> ModelLeadScore:
        """Returns the weighted score between 0 and 1 with the share of every criterion."""
        if lead.visits < 0:
            raise ModelOnexError("visits below zero", error_code=EnumCoreErrorCode.PARAMETER_OUT_OF_RANGE)
        terms = {
            "budget": 0.5 * min(lead.budget / 10_000, 1.0),
            "interest": 0.3 * min(lead.visits / 20, 1.0),
            "fit": 0.2 * (1.0 if lead.industry in lead.wanted_industries else 0.0),
        }
        score = round(sum(terms.values()), 4)
        return ModelLeadScore(score=score, terms=terms, is_hot=score >= 0.7)
`);

export const DECISION_TABLE = sketch(`
class NodeRefundPolicyCompute(NodeCompute):
    """Decides what happens to a refund request."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)

    async def execute_compute(self, case: ModelRefundCase) -> ModelRefundDecision:
        """The first row whose condition holds decides; the row's name is the reason."""
        table = (
            ("fraud suspected", case.is_suspicious, EnumRefund.DENY),
            ("within a week", case.age_days <= 7, EnumRefund.ALLOW),
            ("small amount", case.cents < 2_000, EnumRefund.ALLOW),
        )
        for reason, holds, action in table:
            if holds:
                return ModelRefundDecision(action=action, reason=reason)
        return ModelRefundDecision(action=EnumRefund.HOLD, reason="a person has to look")
`);
