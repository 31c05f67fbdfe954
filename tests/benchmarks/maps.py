"""Maps of any number of cards, the same ones every time, with the kind of text that people write on them."""

from functools import cache
from random import Random
from typing import Any

from cjdesigner.model.cards import CARD_KINDS, BaseCard
from cjdesigner.model.map import JourneyMap, Lane, Link, Persona, Stage
from cjdesigner.model.ranks import first_ranks

LANES = ("emotion", "action", "touchpoint", "thought", "pain_point", "opportunity")
_NAMES = ("Cảm xúc", "Hành động", "Điểm chạm", "Suy nghĩ", "Điểm đau", "Cơ hội")
_STAGES = ("Nhận biết nhu cầu", "Tìm hiểu", "So sánh và cân nhắc", "Đặt mua", "Chờ giao hàng", "Sử dụng", "Giới thiệu")
_PERSONAS = ("Ngọc Ánh", "Trần Văn Hùng", "Cô Bảy Sáu Mươi")
_WHO = ("Khách", "Tôi", "Người mua lần đầu", "Nhân viên tổng đài", "Chị kế toán", "Cả nhà", "Bạn bè", "Shipper",
        "Khách quen", "Bộ phận kỹ thuật", "Hệ thống", "Cửa hàng trưởng")
_DO = ("tra cứu", "so sánh", "gọi điện hỏi", "nhắn tin qua Zalo về", "đọc kỹ", "không tìm thấy", "phải chờ", "đăng ký",
       "xác nhận lại", "huỷ", "thanh toán", "khiếu nại về", "chia sẻ", "quên mất", "được tư vấn", "đánh giá")
_WHAT = ("giá lắp đặt và phí vận chuyển", "thời gian bảo hành", "mã giảm giá đã hết hạn", "đánh giá một sao",
         "lịch giao trong khung giờ tối", "hoá đơn điện tử", "điều khoản đổi trả trong bảy ngày", "tình trạng đơn hàng",
         "ảnh chụp thực tế của sản phẩm", "đường dẫn xác thực trong thư điện tử", "chương trình trả góp 0 %",
         "thông số kỹ thuật bằng tiếng Việt", "địa chỉ cửa hàng gần nhất", "người có thể giải thích rõ ràng")
_WHY = ("vì sợ mua phải hàng giả", "trong giờ nghỉ trưa", "nhưng trang tải rất chậm trên điện thoại cũ",
        "và bỏ giỏ hàng ở bước cuối cùng", "để kịp dùng trước Tết Nguyên đán", "nên phải hỏi lại đến ba lần",
        "mà không cần tạo tài khoản", "sau khi xem quảng cáo trên YouTube", "theo lời khuyên của đồng nghiệp", "")
_FEELINGS = ("Háo hức", "Băn khoăn", "Bực mình vì phải chờ", "Yên tâm", "Lo bị lừa", "Rất hài lòng", "Mệt mỏi")
_CHANNELS = ("web", "app", "phone", "chat", "shop", "Zalo OA")
_OWNERS = ("Marketing", "Kỹ thuật", "Chăm sóc khách hàng", "Vận hành")


@cache
def journey(size: int) -> JourneyMap:
    """A map with `size` cards, 6 lanes and 6 to 250 stages: one emotion to a stage, the rest spread over the cells."""
    random = Random(size)
    count = max(6, min(250, size // 40))
    stages = [Stage(id=f"s{n}", rank=rank, name=f"{n + 1}. {_STAGES[n % len(_STAGES)]}", time=f"Tuần {n + 1}")
              for n, rank in enumerate(first_ranks(count))]
    lanes = [Lane(id=f"l-{kind}", rank=rank, kind=kind, name=name, prompt="Điều gì xảy ra ở đây?")
             for kind, name, rank in zip(LANES, _NAMES, first_ranks(len(LANES)), strict=True)]
    personas = [Persona(id=f"p{n}", rank=rank, name=name, occupation="Nhân viên văn phòng", goals=_text(random))
                for n, (name, rank) in enumerate(zip(_PERSONAS, first_ranks(3), strict=True))]
    cards = [_card(n, rank, count, random) for n, rank in enumerate(first_ranks(size))]
    return JourneyMap(
        id=f"bench{size}", title=f"Hành trình mua thiết bị gia dụng: {size} thẻ", scenario=_text(random),
        **{name: {entity.id: entity for entity in held} for name, held in (
            ("personas", personas), ("stages", stages), ("lanes", lanes), ("cards", cards), ("links", _links(cards)))},
    )


def _text(random: Random) -> str:
    """Five to twenty-five words; every tenth text has a number of its own, so that words keep being new."""
    parts = [random.choice(_WHO), random.choice(_DO), random.choice(_WHAT), random.choice(_WHY)]
    number = f"(mã {random.randrange(100_000)})" if random.random() < 0.1 else ""
    return " ".join(part for part in (*parts, number) if part)


def _card(place: int, rank: str, stages: int, random: Random) -> BaseCard:
    spread = place - stages
    kind = "emotion" if spread < 0 else LANES[1 + spread // stages % (len(LANES) - 1)]
    own: dict[str, Any] = {"text": random.choice(_FEELINGS) if kind == "emotion" else _text(random)}
    own |= {"emotion": {"score": random.randint(-2, 2)}, "pain_point": {"severity": random.randint(1, 4)},
            "touchpoint": {"channel": random.choice(_CHANNELS)}}.get(kind, {})
    own |= {"details": _text(random)} if random.random() < 0.1 else {}
    own |= {"personas": (f"p{random.randrange(3)}",)} if random.random() < 0.15 else {}
    own |= {"owner": random.choice(_OWNERS), "tags": ("ưu tiên",)} if random.random() < 0.1 else {}
    own |= {"evidence": "interview"} if random.random() < 0.1 else {}
    return CARD_KINDS[kind](id=f"c{place}", rank=rank, stage=f"s{place % stages}", lane=f"l-{kind}", **own)


def _links(cards: list[BaseCard]) -> list[Link]:
    """Every third opportunity answers a pain point."""
    pains = [card.id for card in cards if card.kind == "pain_point"]
    ideas = [card.id for card in cards if card.kind == "opportunity"][::3]
    return [Link(id=f"k{n}", rank="a0", source=idea, target=pains[n % len(pains)]) for n, idea in enumerate(ideas)]


def card_of(size: int, kind: str = "action") -> str:
    """The first card of a kind: the one that benchmarks edit."""
    return next(card.id for card in journey(size).cards.values() if card.kind == kind)
